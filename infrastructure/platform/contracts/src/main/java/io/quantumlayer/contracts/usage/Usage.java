package io.quantumlayer.contracts.usage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What model calls used.
 *
 * @param calls number of model calls
 * @param costUsd price in US dollars of the calls whose price the router knows
 * @param unpricedCalls number of calls whose price it does not know; {@code null} when there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
        @JsonProperty("calls") int calls,
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("cost_usd") double costUsd,
        @JsonProperty("unpriced_calls") @Nullable Integer unpricedCalls) {

    /** Nothing used. */
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    @JsonCreator
    public Usage {}

    /** Calls that all have a price. */
    public Usage(int calls, long promptTokens, long completionTokens, double costUsd) {
        this(calls, promptTokens, completionTokens, costUsd, null);
    }

    /** Sum of both. */
    public Usage plus(Usage other) {
        int unpriced = unpriced() + other.unpriced();
        return new Usage(
                calls + other.calls,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                costUsd + other.costUsd,
                unpriced == 0 ? null : unpriced);
    }

    private int unpriced() {
        return unpricedCalls == null ? 0 : unpricedCalls;
    }
}
