package io.quantumlayer.llmrouter.provider;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How long a call may wait where an account takes only so many at once. */
public enum RequestClass {
    /** Somebody waits for the answer. */
    @JsonProperty("interactive")
    INTERACTIVE,
    /** Nobody does: it takes the slots that interactive calls leave. */
    @JsonProperty("batch")
    BATCH
}
