package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drop to store.
 *
 * @param id chosen by the store when missing
 * @param artifact the text that the stage leaves: Markdown or JSON
 * @param idempotencyKey within the workflow; storing again under the same key returns the drop that is there
 * @param files files that belong to the drop, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewDrop(
        @JsonProperty("id") @Size(max = 255) @Nullable String id,

        @JsonProperty("workflow_id") @NotBlank @Size(max = 255)
        String workflowId,

        @JsonProperty("request_id") @Size(max = 255) @Nullable
        String requestId,

        @JsonProperty("stage") @NotBlank @Size(max = 100) String stage,
        @JsonProperty("type") @NotBlank @Size(max = 50) String type,
        @JsonProperty("artifact") @NotNull String artifact,
        @JsonProperty("metadata") @Nullable Map<String, Object> metadata,
        @JsonProperty("run_id") @Size(max = 255) @Nullable String runId,

        @JsonProperty("idempotency_key") @Size(max = 255) @Nullable
        String idempotencyKey,

        @JsonProperty("files") @Nullable List<DropFile> files) {}
