package io.quantumlayer.llmrouter.key;

/** Used. */
public record Settlement(
        String provider,
        String model,
        long inputTokens,
        long outputTokens,
        long cachedInputTokens,
        long costNanos,
        boolean estimated,
        boolean priced,
        int status) {}
