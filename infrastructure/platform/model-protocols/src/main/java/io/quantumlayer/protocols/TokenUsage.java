package io.quantumlayer.protocols;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that an answer reports.
 *
 * @param input tokens read, those taken from and written to the prompt cache included
 * @param output tokens written, reasoning included
 * @param cachedInput tokens read from the prompt cache, part of {@code input}
 * @param cacheWrite tokens written to the prompt cache, part of {@code input}
 * @param cacheWriteHour tokens written to the prompt cache for an hour, part of {@code cacheWrite}
 * @param reasoning tokens of reasoning, part of {@code output}
 * @param model model that the provider names, if it names one
 */
public record TokenUsage(
        long input,
        long output,
        long cachedInput,
        long cacheWrite,
        long cacheWriteHour,
        long reasoning,
        @Nullable String model) {

    /** Usage that puts nothing into the cache for an hour. */
    public TokenUsage(
            long input, long output, long cachedInput, long cacheWrite, long reasoning, @Nullable String model) {
        this(input, output, cachedInput, cacheWrite, 0, reasoning, model);
    }

    long uncachedInput() {
        return Math.max(0, input - cachedInput - cacheWrite);
    }

    TokenUsage withModel(@Nullable String other) {
        return other == null
                ? this
                : new TokenUsage(input, output, cachedInput, cacheWrite, cacheWriteHour, reasoning, other);
    }
}
