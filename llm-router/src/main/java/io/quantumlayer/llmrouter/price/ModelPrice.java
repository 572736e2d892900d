package io.quantumlayer.llmrouter.price;

import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * What a model costs.
 *
 * @param rates prices of most calls
 * @param longPrompts prices of calls with a long prompt, for all of their tokens; none where they are the same
 * @param date when the source said so
 * @param source where the prices are from
 */
public record ModelPrice(Rates rates, List<LongPrompt> longPrompts, LocalDate date, String source) {

    /**
     * Prices of long prompts.
     *
     * @param above tokens read, cached ones included, from which on they do not count yet
     */
    record LongPrompt(long above, Rates rates) {

        LongPrompt {
            if (above <= 0) {
                throw new IllegalArgumentException("a long prompt has more than 0 tokens");
            }
        }
    }

    private Rates charged(long input) {
        Rates charged = rates;
        long above = 0;
        for (LongPrompt step : longPrompts) {
            if (input > step.above() && step.above() > above) {
                charged = step.rates();
                above = step.above();
            }
        }
        return charged;
    }

    /** Cost of a call that puts nothing into the cache for an hour. */
    public long costNanos(long input, long output, long cachedInput, long cacheWrite) {
        return costNanos(input, output, cachedInput, cacheWrite, 0);
    }

    /**
     * Cost of a call in 10⁻⁹ US dollars; summed up exactly and rounded once, half up.
     *
     * @param input all tokens read, those of the cache included
     * @param output tokens written
     * @param cachedInput tokens read from the provider's cache
     * @param cacheWrite tokens read and put into it, those of the last parameter included
     * @param cacheWriteHour tokens read and put into it for an hour
     */
    public long costNanos(long input, long output, long cachedInput, long cacheWrite, long cacheWriteHour) {
        long plain = Math.max(0, input - cachedInput - cacheWrite);
        long hour = Math.clamp(cacheWriteHour, 0, cacheWrite);
        return charged(input)
                .micros(plain, output, cachedInput, cacheWrite - hour, hour)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
