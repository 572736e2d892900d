package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored drop. The first nine members are those of the original store, in its order.
 *
 * @param version counts from 1 within the workflow and stage
 * @param parent drop of the version before, or {@code null} for version 1
 * @param stale true when a stage before it was rolled back after this drop was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "workflow_id",
    "request_id",
    "stage",
    "type",
    "artifact",
    "metadata",
    "created_at",
    "version",
    "run_id",
    "parent",
    "stale",
    "files"
})
public record Drop(
        @JsonProperty("id") String id,
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("stage") String stage,
        @JsonProperty("type") String type,
        @JsonProperty("artifact") String artifact,
        @JsonProperty("metadata") @Nullable Map<String, Object> metadata,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("version") int version,
        @JsonProperty("run_id") @Nullable String runId,
        @JsonProperty("parent") @Nullable String parent,
        @JsonProperty("stale") boolean stale,
        @JsonProperty("files") List<StoredFile> files) {

    /** Reference to this drop. */
    public DropRef ref() {
        return new DropRef(id, stage, type, version);
    }
}
