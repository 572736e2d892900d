package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model of OpenAI's protocol does with signatures of its thoughts in {@code tool_calls[].extra_content}. */
public enum SignedCalls {
    /** It knows no such member. */
    @JsonProperty("none")
    NONE,
    /** It signs its calls and is better with the signatures. */
    @JsonProperty("kept")
    KEPT,
    /** It refuses a call of the conversation that has none. */
    @JsonProperty("required")
    REQUIRED
}
