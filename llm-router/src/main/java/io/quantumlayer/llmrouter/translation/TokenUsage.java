package io.quantumlayer.llmrouter.translation;

import org.jspecify.annotations.Nullable;

/** Tokens that an answer reports. Counts of cached prompt tokens are part of input. */
public record TokenUsage(
        long input,
        long output,
        long cachedInput,
        long cacheWrite,
        long reasoning,
        @Nullable String model) {}
