package io.quantumlayer.contracts.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Most that a run may use; a missing part is unlimited.
 *
 * @param usd price of all model calls in US dollars
 * @param tokens prompt and completion tokens of all model calls
 * @param calls number of model calls
 * @param seconds wall-clock time of the run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunBudget(
        @JsonProperty("usd") @Nullable Double usd,
        @JsonProperty("tokens") @Nullable Long tokens,
        @JsonProperty("calls") @Nullable Integer calls,
        @JsonProperty("seconds") @Nullable Long seconds) {

    /** What is left of it after model calls; time goes by without them. */
    public RunBudget minus(Usage used) {
        return new RunBudget(
                usd == null ? null : usd - used.costUsd(),
                tokens == null ? null : tokens - used.promptTokens() - used.completionTokens(),
                calls == null ? null : calls - used.calls(),
                seconds);
    }

    /** What is left of it after some seconds. */
    public RunBudget minusSeconds(long gone) {
        return new RunBudget(usd, tokens, calls, seconds == null ? null : seconds - gone);
    }
}
