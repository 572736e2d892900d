package io.quantumlayer.contracts.prompts;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A step of the enhancement.
 *
 * @param changed whether the step changed the prompt
 * @param detail what it found or changed, one sentence
 */
public record EnhancementStep(
        @JsonProperty("name") String name,
        @JsonProperty("changed") boolean changed,
        @JsonProperty("detail") String detail) {}
