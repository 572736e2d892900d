package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the store lists it. What the worker has not recorded, and what runs of the original platform never recorded,
 * is {@code null}.
 *
 * @param createdAt when the store first heard of the run
 * @param updatedAt when its record, its drops or its journal last changed
 * @param drops number of drops, all versions counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("run_id") @Nullable String runId,
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("language") @Nullable String language,
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("state") @Nullable String state,
        @JsonProperty("verdict") @Nullable String verdict,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("drops") long drops) {}
