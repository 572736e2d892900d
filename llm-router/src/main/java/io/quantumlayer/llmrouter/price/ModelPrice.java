package io.quantumlayer.llmrouter.price;

import java.math.BigDecimal;

/**
 * What a model costs, in billionths of a US dollar for a million tokens: whole numbers, as prices have at most nine
 * decimals.
 *
 * @param input prompt tokens
 * @param output completion tokens
 * @param cachedInput prompt tokens that the provider found in its cache
 * @param cacheWrite prompt tokens that it wrote to its cache
 */
public record ModelPrice(long input, long output, long cachedInput, long cacheWrite) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final long MILLION = 1_000_000;

    /** A price in US dollars for a million tokens; a missing price of cached tokens is that of others. */
    public static ModelPrice of(BigDecimal input, BigDecimal output, BigDecimal cachedInput, BigDecimal cacheWrite) {
        return new ModelPrice(nanos(input), nanos(output), nanos(cachedInput), nanos(cacheWrite));
    }

    private static long nanos(BigDecimal usd) {
        return usd.multiply(NANOS).longValueExact();
    }

    /**
     * Price of a call in billionths of a US dollar, rounded up.
     *
     * @param inputTokens all prompt tokens, cached and written ones included
     */
    public long costNanos(long inputTokens, long outputTokens, long cachedInputTokens, long cacheWriteTokens) {
        long plain = Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens);
        try {
            long total = Math.addExact(
                    Math.addExact(Math.multiplyExact(plain, input), Math.multiplyExact(outputTokens, output)),
                    Math.addExact(
                            Math.multiplyExact(cachedInputTokens, cachedInput),
                            Math.multiplyExact(cacheWriteTokens, cacheWrite)));
            return Math.ceilDiv(total, MILLION);
        } catch (ArithmeticException tooMuch) {
            // Nobody has used as many tokens: a number that a caller or a provider made up.
            return Long.MAX_VALUE / 4;
        }
    }
}
