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
 * Prices by provider and model. A dated id, as {@code gpt-4o-2024-08-06}, costs what its model costs unless it has a price
 * of its own. Looking up never blocks.
 */
public final class PriceTable {

    private static final int REMEMBERED = 2_000;
    private static final String DATE = "(-\\d{4}-\\d{2}-\\d{2}|-\\d{8})$";
    private static final ModelPrice FREE =
            new ModelPrice(Rates.flat(BigDecimal.ZERO, BigDecimal.ZERO), null, LocalDate.EPOCH, "runs in the router");

    private final List<Map<Model, ModelPrice>> layers;
    private final boolean refuseUnpriced;
    private final MeterRegistry meters;
    private final Map<Model, Optional<ModelPrice>> known = new ConcurrentHashMap<>();
    private final Map<Model, Counter> unpriced = new ConcurrentHashMap<>();

    /** @param layers prices by provider and model; what an earlier one has counts */
    PriceTable(List<Map<Model, ModelPrice>> layers, boolean refuseUnpriced, MeterRegistry meters) {
        this.layers = List.copyOf(layers);
        this.refuseUnpriced = refuseUnpriced;
        this.meters = meters;
    }

    /** A model of a provider. */
    record Model(String provider, String name) {}

    static Map<Model, ModelPrice> layer(PriceFile file) {
        Map<Model, ModelPrice> prices = new HashMap<>();
        for (PriceFile.Entry entry : file.prices()) {
            for (String model : entry.models()) {
                if (prices.put(new Model(entry.provider(), model), entry.price()) != null) {
                    throw new IllegalArgumentException(
                            "The prices of %s/%s are there twice".formatted(entry.provider(), model));
                }
            }
        }
        return prices;
    }

    /** What a model costs; {@code null} when nobody knows. */
    public @Nullable ModelPrice price(String provider, String model) {
        Model asked = new Model(provider, model);
        Optional<ModelPrice> price = known.get(asked);
        if (price == null) {
            price = Optional.ofNullable(find(asked));
            if (known.size() < REMEMBERED) {
                known.put(asked, price);
            }
        }
        return price.orElse(null);
    }

    /** Whether calls of this model are to be refused, because its price is not known. */
    public boolean refuses(String provider, String model) {
        return refuseUnpriced && price(provider, model) == null;
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

    private @Nullable ModelPrice find(Model asked) {
        if (asked.provider().equals("builtin")) {
            return FREE;
        }
        Model undated = new Model(asked.provider(), asked.name().replaceFirst(DATE, ""));
        for (Map<Model, ModelPrice> layer : layers) {
            ModelPrice price = layer.get(asked);
            if (price == null) {
                price = layer.get(undated);
            }
            for (int end = asked.name().length(); price == null && end >= 0; end--) {
                price = layer.get(new Model(asked.provider(), asked.name().substring(0, end) + "*"));
            }
            if (price != null) {
                return price;
            }
        }
        return null;
    }
}
