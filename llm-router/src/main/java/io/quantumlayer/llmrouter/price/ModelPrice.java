package io.quantumlayer.llmrouter.price;

import java.math.BigDecimal;

/** Price. */
public record ModelPrice(
        BigDecimal input,
        BigDecimal output,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        String date,
        String source) {
    public long costNanos(long in, long out, long cached, long write) {
        return input.multiply(BigDecimal.valueOf(in))
                .add(output.multiply(BigDecimal.valueOf(out)))
                .multiply(BigDecimal.valueOf(1000))
                .longValue();
    }
}
