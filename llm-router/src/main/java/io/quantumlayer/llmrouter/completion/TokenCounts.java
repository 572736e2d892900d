package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.JsonNode;

/** Tokens as the provider counted them. */
record TokenCounts(
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("total_tokens") long totalTokens) {

    /** Reads the {@code usage} of a chat completion or of the last chunk of one. */
    static TokenCounts of(JsonNode usage) {
        long prompt = usage.path("prompt_tokens").asLong(0);
        long written = usage.path("completion_tokens").asLong(0);
        return new TokenCounts(prompt, written, usage.path("total_tokens").asLong(prompt + written));
    }
}
