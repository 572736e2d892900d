package io.quantumlayer.llmrouter.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the first target among those of the same order is chosen. */
public enum Strategy {
    /** By weight. */
    @JsonProperty("weighted")
    WEIGHTED,
    /** By the price table; a model without price comes last. */
    @JsonProperty("cheapest")
    CHEAPEST,
    /** The less loaded of two at random. */
    @JsonProperty("fastest")
    FASTEST
}
