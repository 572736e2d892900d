package io.quantumlayer.llmrouter.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.platform.yaml.WatchedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of this process. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RouteConfiguration.class);

    @Bean
    RouteTable routeTable(ProviderCatalogue catalogue, RouterProperties properties) {
        return new RouteTable(catalogue, properties);
    }

    @Bean
    @ConditionalOnProperty("quantumlayer.router.routes-file")
    WatchedFile routesFile(RouteTable table, RouterProperties properties, MeterRegistry registry) {
        Path file = Objects.requireNonNull(properties.routesFile(), "quantumlayer.router.routes-file is empty");
        return new WatchedFile(file, text -> use(table, text, file.toString()), "llm.router.routes.broken", registry);
    }

    private static void use(RouteTable table, byte[] text, String file) {
        table.replace(RouteReader.read(text, file));
        List<String> unknown = table.unknownProviders();
        if (!unknown.isEmpty()) {
            LOG.warn("{} names providers that nobody has configured: {}", file, String.join(", ", unknown));
        }
    }
}
