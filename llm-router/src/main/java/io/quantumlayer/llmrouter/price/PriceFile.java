package io.quantumlayer.llmrouter.price;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of prices, each with its source and the day on which that said so. */
record PriceFile(@JsonProperty("prices") List<Entry> prices) {

    /**
     * Price of the models of a provider.
     *
     * @param models ids; one that ends in {@code *} stands for all that begin so
     * @param cachedInput the input's price where it is absent
     * @param cacheWrite the input's price where it is absent
     */
    record Entry(
            @JsonProperty(value = "provider", required = true)
            String provider,

            @JsonProperty(value = "models", required = true) List<String> models,
            @JsonProperty(value = "input", required = true) BigDecimal input,
            @JsonProperty(value = "output", required = true) BigDecimal output,
            @JsonProperty("cached-input") @Nullable BigDecimal cachedInput,
            @JsonProperty("cache-write") @Nullable BigDecimal cacheWrite,
            @JsonProperty(value = "date", required = true) LocalDate date,
            @JsonProperty(value = "source", required = true) String source) {

        ModelPrice price() {
            return new ModelPrice(
                    input,
                    output,
                    cachedInput == null ? input : cachedInput,
                    cacheWrite == null ? input : cacheWrite,
                    date,
                    source);
        }
    }
}
