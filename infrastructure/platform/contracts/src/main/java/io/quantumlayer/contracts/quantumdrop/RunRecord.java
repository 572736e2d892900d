package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the worker tells QuantumDrop about a run; written anew at its start and at its end.
 *
 * @param state Running, Completed, Failed or Canceled
 * @param verdict complete, partial or failed; {@code null} until the run has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        @JsonProperty("run_id") String runId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("language") String language,
        @JsonProperty("type") String type,
        @JsonProperty("state") String state,
        @JsonProperty("verdict") @Nullable String verdict) {}
