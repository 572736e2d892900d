package io.quantumlayer.llmrouter.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import io.quantumlayer.llmrouter.yaml.WatchedFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** The routes of this process. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RouteConfiguration.class);

    @Bean
    RouteTable routeTable(ProviderCatalogue catalogue, RouterProperties properties) {
        return new RouteTable(catalogue, properties);
    }

    @Bean
    RouteReload routeReload(RouteTable table, RouterProperties properties, MeterRegistry registry) {
        Path file = properties.routesFile();
        return new RouteReload(
                file == null
                        ? null
                        : new WatchedFile(file, path -> use(table, path), "llm.router.routes.broken", registry));
    }

    private static void use(RouteTable table, Path file) {
        table.replace(RouteReader.read(file));
        List<String> unknown = table.unknownProviders();
        if (!unknown.isEmpty()) {
            LOG.warn("{} names providers that nobody has configured: {}", file, String.join(", ", unknown));
        }
    }

    /** A file that was changed is used within a second. */
    record RouteReload(@Nullable WatchedFile file) {

        @Scheduled(fixedDelay = 500)
        void look() {
            if (file != null) {
                file.look();
            }
        }
    }
}
