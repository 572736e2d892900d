package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of Anthropic's forms of thinking a model takes. */
public enum ThinkingForm {
    /** {@code enabled} with a budget of tokens. */
    @JsonProperty("budget")
    BUDGET,
    /** {@code adaptive}: the model decides. */
    @JsonProperty("adaptive")
    ADAPTIVE,
    /** Both. */
    @JsonProperty("any")
    ANY,
    /** None: it does not think. */
    @JsonProperty("none")
    NONE
}
