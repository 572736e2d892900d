package io.quantumlayer.llmrouter.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.price.PriceLine;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.price.Unpriced;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.platform.yaml.InvalidYamlException;
import io.quantumlayer.platform.yaml.WatchedFile;
import io.quantumlayer.platform.yaml.Yaml;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;

/** Prices and traits of models: of the settings, of the user's files, of the router's own, in this order. */
@Configuration(proxyBeanMethods = false)
class ModelCatalogue {

    @Bean
    PriceTable priceTable(CatalogueProperties properties, MeterRegistry meters) {
        return new PriceTable(List.of(), Unpriced.of(properties.refuseUnpriced()), meters);
    }

    @Bean
    TraitTable traitTable() {
        return new TraitTable(List.of());
    }

    @Bean
    Reader catalogueReader(
            RouterProperties router,
            CatalogueProperties properties,
            PriceTable prices,
            TraitTable traits,
            MeterRegistry meters) {
        return new Reader(ofSettings(router), properties.files(), prices, traits, meters);
    }

    private static List<PriceLine> ofSettings(RouterProperties router) {
        List<PriceLine> lines = new ArrayList<>();
        router.providers()
                .forEach((provider, settings) -> settings.prices()
                        .forEach((model, price) ->
                                lines.add(ofSetting(provider, model, price.input(), price.output()))));
        return lines;
    }

    private static PriceLine ofSetting(String provider, String model, BigDecimal input, BigDecimal output) {
        return new PriceLine(
                provider,
                List.of(model),
                input,
                output,
                null,
                null,
                null,
                null,
                LocalDate.EPOCH,
                "quantumlayer.router.providers.%s.prices".formatted(provider));
    }

    /** Reads the user's files, and again when one has changed. */
    static final class Reader implements AutoCloseable {

        private final List<PriceLine> settings;
        private final Map<Path, ModelsFile> files = new LinkedHashMap<>();
        private final ModelsFile own = ModelsFile.own();
        private final PriceTable prices;
        private final TraitTable traits;
        private final List<WatchedFile> watched = new ArrayList<>();

        Reader(List<PriceLine> settings, List<Path> paths, PriceTable prices, TraitTable traits, MeterRegistry meters) {
            this.settings = settings;
            this.prices = prices;
            this.traits = traits;
            paths.forEach(path -> files.put(path, new ModelsFile(List.of(), List.of())));
            use(files);
            for (Path path : paths) {
                watched.add(new WatchedFile(path, text -> read(path, text), "llm.router.models.file.broken", meters));
            }
        }

        private synchronized void read(Path path, byte[] text) {
            ModelsFile file = Yaml.read(new ByteArrayResource(text), path.toString(), ModelsFile.class);
            Map<Path, ModelsFile> all = new LinkedHashMap<>(files);
            all.put(path, file);
            try {
                use(all);
            } catch (IllegalArgumentException senseless) {
                throw new InvalidYamlException(path.toString(), String.valueOf(senseless.getMessage()));
            }
            files.put(path, file);
        }

        private void use(Map<Path, ModelsFile> all) {
            List<List<PriceLine>> priceLayers = new ArrayList<>();
            List<List<TraitLine>> traitLayers = new ArrayList<>();
            priceLayers.add(settings);
            all.values().forEach(file -> {
                priceLayers.add(file.prices());
                traitLayers.add(file.traits());
            });
            priceLayers.add(own.prices());
            traitLayers.add(own.traits());
            traits.replace(traitLayers);
            prices.replace(priceLayers);
        }

        @Override
        public void close() {
            watched.forEach(WatchedFile::close);
        }
    }
}
