package io.quantumlayer.contracts.agents;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What model calls used.
 *
 * @param calls number of model calls
 * @param costUsd price in US dollars; 0 where the router knows no price
 */
public record Usage(
        @JsonProperty("calls") int calls,
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("cost_usd") double costUsd) {

    /** Nothing used. */
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    /** Sum of both. */
    public Usage plus(Usage other) {
        return new Usage(
                calls + other.calls,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                costUsd + other.costUsd);
    }
}
