package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The run was ended in Temporal without its workflow hearing of it, which therefore cannot write this: a worker does,
 * once it sees that.
 *
 * @param reason what for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunTerminated(
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("run_id") @Nullable String runId) implements RunEnd {

    public static final String TYPE = "run.terminated";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String state() {
        return "Terminated";
    }
}
