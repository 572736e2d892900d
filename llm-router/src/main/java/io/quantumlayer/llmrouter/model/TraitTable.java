package io.quantumlayer.llmrouter.model;

import io.quantumlayer.llmrouter.price.ModelNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What models take. All lines that have a model count, member by member: the longer pattern goes before the shorter one,
 * the provider's own name before its kind's, and a line of one's own before all that come with the router. Looking up
 * never blocks.
 */
public final class TraitTable {

    private static final int REMEMBERED = 2_000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private volatile Lines lines = new Lines(List.of());

    /** @param layers lines; what an earlier one has counts */
    TraitTable(List<List<TraitLine>> layers) {
        replace(layers);
    }

    /** A table of the lines that come with the router. */
    public static TraitTable own() {
        return new TraitTable(List.of(ModelsFile.own().traits()));
    }

    private static final class Lines {

        private final List<List<TraitLine>> layers;
        private final Map<Asked, ModelTraits> known = new ConcurrentHashMap<>();

        Lines(List<List<TraitLine>> layers) {
            this.layers = layers;
        }
    }

    private record Asked(List<String> providers, String model) {}

    /**
     * Uses other lines from now on.
     *
     * @throws IllegalArgumentException if a line says what makes no sense; the message names the models
     */
    void replace(List<List<TraitLine>> layers) {
        layers.forEach(layer -> layer.forEach(TraitTable::check));
        lines = new Lines(layers);
    }

    private static void check(TraitLine line) {
        try {
            MAPPER.treeToValue(line.takes(), ModelTraits.class);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(
                    "traits of %s %s: %s".formatted(line.provider(), line.models(), wrong.getOriginalMessage()), wrong);
        }
    }

    /**
     * What a model takes.
     *
     * @param providers names under which its lines stand: the provider's own first, then that of its kind
     */
    public ModelTraits of(List<String> providers, String model) {
        Lines current = lines;
        Asked asked = new Asked(providers, model);
        ModelTraits traits = current.known.get(asked);
        if (traits == null) {
            traits = find(current.layers, asked);
            // Names of models come from callers.
            if (current.known.size() < REMEMBERED) {
                current.known.put(asked, traits);
            }
        }
        return traits;
    }

    private record Fit(TraitLine line, int layer, int provider, int length) {}

    private static ModelTraits find(List<List<TraitLine>> layers, Asked asked) {
        List<Fit> fits = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (TraitLine line : layers.get(layer)) {
                int provider = asked.providers().indexOf(line.provider());
                int length = -1;
                for (String name : ModelNames.of(asked.model())) {
                    length = Math.max(length, line.fit(name));
                }
                if (provider >= 0 && length >= 0) {
                    fits.add(new Fit(line, layer, provider, length));
                }
            }
        }
        fits.sort(Comparator.comparingInt(Fit::layer)
                .thenComparingInt(Fit::provider)
                .reversed()
                .thenComparingInt(Fit::length));
        ObjectNode merged = MAPPER.createObjectNode();
        fits.forEach(fit -> merged.setAll(fit.line().takes()));
        return MAPPER.treeToValue(merged, ModelTraits.class);
    }
}
