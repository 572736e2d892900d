package io.quantumlayer.llmrouter.price;

import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * US dollars for a million tokens.
 *
 * @param input tokens read that no cache had
 * @param output tokens written
 * @param cachedInput tokens read from the provider's prompt cache
 * @param cacheWrite tokens read and put into that cache
 * @param cacheWriteHour tokens read and put into that cache for an hour
 */
record Rates(
        BigDecimal input, BigDecimal output, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal cacheWriteHour) {

    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000);

    /** Checks that every price is an amount of at most six decimals, so that a token costs whole picodollars. */
    Rates {
        if (!Stream.of(input, output, cachedInput, cacheWrite, cacheWriteHour).allMatch(Rates::isPrice)) {
            throw new IllegalArgumentException("prices must lie between 0 and 1000000 with at most six decimals");
        }
    }

    /** One price for all that is read, whatever the cache does. */
    static Rates flat(BigDecimal input, BigDecimal output) {
        return new Rates(input, output, input, input, input);
    }

    private static boolean isPrice(BigDecimal price) {
        return price.signum() >= 0
                && price.compareTo(MAX) <= 0
                && price.stripTrailingZeros().scale() <= 6;
    }

    /** Exact cost in 10⁻⁶ US dollars. */
    BigDecimal micros(long plain, long written, long cached, long cacheWrites, long hourWrites) {
        return input.multiply(BigDecimal.valueOf(plain))
                .add(output.multiply(BigDecimal.valueOf(written)))
                .add(cachedInput.multiply(BigDecimal.valueOf(cached)))
                .add(cacheWrite.multiply(BigDecimal.valueOf(cacheWrites)))
                .add(cacheWriteHour.multiply(BigDecimal.valueOf(hourWrites)));
    }
}
