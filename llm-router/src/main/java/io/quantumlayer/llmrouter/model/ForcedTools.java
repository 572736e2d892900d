package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a model of Anthropic's protocol can be made to call a tool; none can while a request asks it to think. */
public enum ForcedTools {
    /** Also where it thinks of its own accord. */
    @JsonProperty("any")
    ANY,
    /** Where it is told not to think. */
    @JsonProperty("without-thinking")
    WITHOUT_THINKING,
    /** Never. */
    @JsonProperty("none")
    NONE
}
