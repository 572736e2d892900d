package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Why a run has no result: where it ended, why, and what its user can do. Everything but the message is there only
 * where it is known.
 *
 * @param stage key of the stage
 * @param step activity of the stage that failed
 * @param type key of a {@link FailureType}, or another name that a service gave
 * @param message what happened, in one sentence; where a provider refused, in its own words
 * @param remedy what to do, in one sentence
 * @param role role that asked a model
 * @param model model that was asked
 * @param provider provider of the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunFailure(
        @JsonProperty("stage") @Nullable String stage,
        @JsonProperty("step") @Nullable String step,
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("message") String message,
        @JsonProperty("remedy") @Nullable String remedy,
        @JsonProperty("role") @Nullable String role,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("provider") @Nullable String provider) {

    /** A failure of a type, at no place that is known. */
    public static RunFailure of(FailureType type, String message) {
        return new RunFailure(null, null, type.key(), message, type.remedy(), null, null, null);
    }

    /** The same failure, in this step of this stage. */
    public RunFailure in(@Nullable String inStage, String inStep) {
        return new RunFailure(inStage, inStep, type, message, remedy, role, model, provider);
    }
}
