package io.quantumlayer.llmrouter.price;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.yaml.Yaml;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prices that come with the router: data with date and source, by provider and model. */
public final class PriceTable {

    /** A version of a model costs what the model costs, unless it is listed by itself. */
    private static final Pattern DATED = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$");

    private final Map<String, ModelPrice> prices;

    PriceTable(Map<String, ModelPrice> prices) {
        this.prices = Map.copyOf(prices);
    }

    /** The file of prices, in US dollars for a million tokens. */
    record PriceFile(
            @JsonProperty(value = "prices", required = true) List<Entry> prices) {}

    /**
     * A model's price.
     *
     * @param date when the source said so
     * @param source page that said so
     */
    record Entry(
            @JsonProperty(value = "provider", required = true)
            String provider,

            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty(value = "input", required = true) BigDecimal input,
            @JsonProperty(value = "output", required = true) BigDecimal output,
            @JsonProperty("cached_input") @Nullable BigDecimal cachedInput,
            @JsonProperty("cache_write") @Nullable BigDecimal cacheWrite,
            @JsonProperty(value = "date", required = true) String date,
            @JsonProperty(value = "source", required = true) String source) {}

    static PriceTable shipped() {
        Map<String, ModelPrice> prices = new HashMap<>();
        for (Entry entry : Yaml.classpath("prices.yaml", PriceFile.class).prices()) {
            prices.put(
                    entry.provider() + "/" + entry.model(),
                    ModelPrice.of(
                            entry.input(),
                            entry.output(),
                            entry.cachedInput() == null ? entry.input() : entry.cachedInput(),
                            entry.cacheWrite() == null ? entry.input() : entry.cacheWrite()));
        }
        return new PriceTable(prices);
    }

    /** Price of a model; {@code null} where none is known, which never means that it costs nothing. */
    public @Nullable ModelPrice price(String provider, String model) {
        ModelPrice price = prices.get(provider + "/" + model);
        return price != null
                ? price
                : prices.get(provider + "/" + DATED.matcher(model).replaceFirst(""));
    }
}
