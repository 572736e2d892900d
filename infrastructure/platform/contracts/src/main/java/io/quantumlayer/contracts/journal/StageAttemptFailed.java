package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a step failed. The stage goes on: the step is tried again, or the run fails and says so itself.
 *
 * @param error one sentence; the message of the failure
 * @param attempt which attempt it was, from 1
 * @param retried whether a repetition may help; {@code false} ends the run
 * @param failure why, and what to do; {@code null} in journals of older releases
 * @param usage what the attempts at the step have used so far; what it leaves in the end counts that too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageAttemptFailed(
        @JsonProperty("stage") String stage,
        @JsonProperty("number") @Nullable Integer number,
        @JsonProperty("step") @Nullable String step,
        @JsonProperty("round") int round,
        @JsonProperty("draft") boolean draft,
        @JsonProperty("error") @Nullable String error,
        @JsonProperty("attempt") int attempt,
        @JsonProperty("retried") boolean retried,
        @JsonProperty("failure") @Nullable RunFailure failure,
        @JsonProperty("usage") @Nullable Usage usage)
        implements StageEvent {

    public static final String TYPE = "stage.attempt_failed";

    @Override
    public String type() {
        return TYPE;
    }
}
