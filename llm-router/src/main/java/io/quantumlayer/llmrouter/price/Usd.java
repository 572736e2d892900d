package io.quantumlayer.llmrouter.price;

import java.math.BigDecimal;

/** Amounts of US dollars. */
public final class Usd {

    private Usd() {}

    /** The exact amount of so many 10⁻⁹ dollars, which is written without zeros at its end and without an exponent. */
    public static BigDecimal ofNanos(long nanos) {
        BigDecimal amount = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }
}
