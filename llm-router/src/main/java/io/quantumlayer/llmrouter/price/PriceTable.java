package io.quantumlayer.llmrouter.price;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stand-in. */
@Component
public class PriceTable {
    public @Nullable ModelPrice price(String provider, String model) {
        return null;
    }
}
