package io.quantumlayer.llmrouter.price;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices by provider and model. A provider's models cost what is listed under its own name, else under that of its kind.
 * A dated id, as {@code gpt-4o-2024-08-06}, costs what its model costs unless it has a price of its own. Looking up never
 * blocks.
 */
public final class PriceTable {

    private static final int REMEMBERED = 2_000;
    private static final ModelPrice FREE = new ModelPrice(
            Rates.flat(BigDecimal.ZERO, BigDecimal.ZERO), List.of(), LocalDate.EPOCH, "runs in the router");

    private final Unpriced calls;
    private final MeterRegistry meters;
    private final Map<Model, Counter> unpriced = new ConcurrentHashMap<>();
    private volatile Prices prices;

    /** @param layers prices; what an earlier one has counts */
    public PriceTable(List<List<PriceLine>> layers, Unpriced calls, MeterRegistry meters) {
        this.prices = new Prices(layers);
        this.calls = calls;
        this.meters = meters;
    }

    private static final class Prices {

        private final List<Map<Model, ModelPrice>> layers;
        private final Map<Asked, Optional<ModelPrice>> known = new ConcurrentHashMap<>();

        Prices(List<List<PriceLine>> layers) {
            this.layers = layers.stream().map(PriceTable::layer).toList();
        }
    }

    /** A model of a provider. */
    record Model(String provider, String name) {}

    private record Asked(List<String> providers, String name) {}

    /**
     * Uses other prices from now on.
     *
     * @param layers what an earlier one has counts
     * @throws IllegalArgumentException if a layer has two prices of one model
     */
    public void replace(List<List<PriceLine>> layers) {
        prices = new Prices(layers);
    }

    private static Map<Model, ModelPrice> layer(List<PriceLine> lines) {
        Map<Model, ModelPrice> prices = new HashMap<>();
        for (PriceLine line : lines) {
            for (String model : line.models()) {
                if (prices.put(new Model(line.provider(), model), line.price()) != null) {
                    throw new IllegalArgumentException(
                            "the prices of %s/%s are there twice".formatted(line.provider(), model));
                }
            }
        }
        return prices;
    }

    /**
     * What a model costs; {@code null} when nobody knows.
     *
     * @param providers names under which its prices stand: the provider's own first, then that of its kind
     */
    public @Nullable ModelPrice price(List<String> providers, String model) {
        Prices current = prices;
        Asked asked = new Asked(providers, model);
        Optional<ModelPrice> price = current.known.get(asked);
        if (price == null) {
            price = Optional.ofNullable(find(current.layers, asked));
            if (current.known.size() < REMEMBERED) {
                current.known.put(asked, price);
            }
        }
        return price.orElse(null);
    }

    /**
     * Whether calls of this model are to be refused, because its price is not known.
     *
     * @param onBudget whether the caller may spend no more than some amount
     */
    public boolean refuses(List<String> providers, String model, boolean onBudget) {
        return calls.refuses(onBudget) && price(providers, model) == null;
    }

    /** Counts a call of a model without a price in {@code llm.router.unpriced.calls}. */
    public void countUnpriced(String provider, String model) {
        Model called = new Model(provider, model);
        Counter counter = unpriced.get(called);
        if (counter == null) {
            // Names of models come from callers: past a certain number they share a counter.
            Model named = unpriced.size() < REMEMBERED ? called : new Model(provider, "other");
            counter = unpriced.computeIfAbsent(
                    named,
                    of -> meters.counter("llm.router.unpriced.calls", "provider", of.provider(), "model", of.name()));
        }
        counter.increment();
    }

    private static @Nullable ModelPrice find(List<Map<Model, ModelPrice>> layers, Asked asked) {
        if (asked.providers().contains("builtin")) {
            return FREE;
        }
        for (String provider : asked.providers()) {
            for (Map<Model, ModelPrice> layer : layers) {
                for (String name : ModelNames.of(asked.name())) {
                    ModelPrice price = find(layer, provider, name);
                    if (price != null) {
                        return price;
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable ModelPrice find(Map<Model, ModelPrice> layer, String provider, String name) {
        ModelPrice price = layer.get(new Model(provider, name));
        for (int end = name.length(); price == null && end >= 0; end--) {
            price = layer.get(new Model(provider, name.substring(0, end) + "*"));
        }
        return price;
    }
}
