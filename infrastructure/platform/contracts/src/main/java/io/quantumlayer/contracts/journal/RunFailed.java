package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import org.jspecify.annotations.Nullable;

/**
 * The run ended without a result.
 *
 * @param cause one sentence; the message of the failure
 * @param failure where it failed, why and what to do; {@code null} in journals of older releases
 * @param usage what the model calls used, those of failed attempts too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunFailed(
        @JsonProperty("cause") @Nullable String cause,
        @JsonProperty("failure") @Nullable RunFailure failure,
        @JsonProperty("usage") @Nullable Usage usage,
        @JsonProperty("run_id") @Nullable String runId)
        implements RunEnd {

    public static final String TYPE = "run.failed";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String state() {
        return "Failed";
    }
}
