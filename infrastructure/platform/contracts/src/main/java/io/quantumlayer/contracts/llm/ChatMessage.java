package io.quantumlayer.contracts.llm;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A text message of a chat.
 *
 * @param role system, user or assistant
 */
public record ChatMessage(
        @JsonProperty("role") String role,
        @JsonProperty("content") String content) {}
