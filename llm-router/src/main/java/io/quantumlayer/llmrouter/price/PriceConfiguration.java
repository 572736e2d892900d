package io.quantumlayer.llmrouter.price;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.yaml.Yaml;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;

/** The prices: of the settings, of the user's file, of the router's own, in this order. */
@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

    @Bean
    PriceTable priceTable(RouterProperties router, PriceProperties properties, MeterRegistry meters) {
        List<Map<PriceTable.Model, ModelPrice>> layers = new ArrayList<>();
        layers.add(ofSettings(router));
        Path file = properties.pricesFile();
        if (file != null) {
            layers.add(PriceTable.layer(Yaml.read(new FileSystemResource(file), file.toString(), PriceFile.class)));
        }
        layers.add(PriceTable.layer(Yaml.classpath("prices.yaml", PriceFile.class)));
        return new PriceTable(layers, properties.refuseUnpriced(), meters);
    }

    private static Map<PriceTable.Model, ModelPrice> ofSettings(RouterProperties router) {
        Map<PriceTable.Model, ModelPrice> prices = new HashMap<>();
        router.providers()
                .forEach((provider, settings) -> settings.prices()
                        .forEach((model, price) -> prices.put(
                                new PriceTable.Model(provider, model),
                                new ModelPrice(
                                        Rates.flat(price.input(), price.output()),
                                        null,
                                        LocalDate.EPOCH,
                                        "quantumlayer.router.providers.%s.prices".formatted(provider)))));
        return prices;
    }
}
