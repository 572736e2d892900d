package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run that had ended goes on from the step that did not come to its end; what was done before it stays done.
 *
 * @param step key of the step that begins
 * @param runId Temporal's id of the execution that goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRetried(
        @JsonProperty("step") @Nullable String step,
        @JsonProperty("run_id") @Nullable String runId) implements RunBeginning {

    public static final String TYPE = "run.retried";

    @Override
    public String type() {
        return TYPE;
    }
}
