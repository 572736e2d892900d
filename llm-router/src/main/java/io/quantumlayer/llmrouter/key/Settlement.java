package io.quantumlayer.llmrouter.key;

/**
 * What a call used.
 *
 * @param provider who answered; empty for nobody
 * @param costNanos price in billionths of a US dollar
 * @param estimated whether the tokens are the router's estimate and not the provider's count
 * @param priced whether the price is known
 * @param status of the answer
 */
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
