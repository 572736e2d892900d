package io.quantumlayer.llmrouter.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a request may ask of a model and not every model can do. */
public enum Capability {
    /** Calls of tools. */
    @JsonProperty("tools")
    TOOLS,
    /** Answers after a JSON schema. */
    @JsonProperty("schema")
    SCHEMA,
    /** Images in the prompt. */
    @JsonProperty("images")
    IMAGES
}
