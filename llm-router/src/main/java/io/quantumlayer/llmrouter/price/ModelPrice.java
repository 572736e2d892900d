package io.quantumlayer.llmrouter.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * What a model costs, in US dollars for a million tokens.
 *
 * @param input tokens read that no cache had
 * @param output tokens written
 * @param cachedInput tokens read from the provider's prompt cache
 * @param cacheWrite tokens read and put into that cache
 * @param date when the source said so
 * @param source where the prices are from
 */
public record ModelPrice(
        BigDecimal input,
        BigDecimal output,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        LocalDate date,
        String source) {

    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000);

    /** Checks that every price is an amount of at most six decimals, so that a token costs whole picodollars. */
    public ModelPrice {
        for (BigDecimal price : new BigDecimal[] {input, output, cachedInput, cacheWrite}) {
            if (price.signum() < 0
                    || price.compareTo(MAX) > 0
                    || price.stripTrailingZeros().scale() > 6) {
                throw new IllegalArgumentException("prices must lie between 0 and 1000000 with at most six decimals");
            }
        }
    }

    /**
     * Cost of a call in 10⁻⁹ US dollars; summed up exactly and rounded once, half up.
     *
     * @param input all tokens read, those of the next but one and the last parameter included
     * @param output tokens written
     * @param cachedInput tokens read from the provider's cache
     * @param cacheWrite tokens read and put into it
     */
    public long costNanos(long input, long output, long cachedInput, long cacheWrite) {
        long plain = Math.max(0, input - cachedInput - cacheWrite);
        BigDecimal micros = this.input
                .multiply(BigDecimal.valueOf(plain))
                .add(this.output.multiply(BigDecimal.valueOf(output)))
                .add(this.cachedInput.multiply(BigDecimal.valueOf(cachedInput)))
                .add(this.cacheWrite.multiply(BigDecimal.valueOf(cacheWrite)));
        return micros.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
