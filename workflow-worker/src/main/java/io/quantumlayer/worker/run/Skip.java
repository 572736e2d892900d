package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why the graph leaves a step out.
 *
 * @param reason one sentence
 * @param missed whether the run cannot be {@code complete} without it
 */
public record Skip(
        @JsonProperty("reason") String reason,
        @JsonProperty("missed") boolean missed) {}
