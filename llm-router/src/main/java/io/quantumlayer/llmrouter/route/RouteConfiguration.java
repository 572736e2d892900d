package io.quantumlayer.llmrouter.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** The routes of this process. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouteTable routeTable(ProviderCatalogue catalogue, RouterProperties properties) {
        return new RouteTable(catalogue, properties);
    }

    @Bean
    RouteReload routeReload(RouteTable table, RouterProperties properties, MeterRegistry registry) {
        return new RouteReload(new RouteFileWatch(properties.routesFile(), table, registry));
    }

    /** A file that was changed is used within a second. */
    record RouteReload(RouteFileWatch watch) {

        @Scheduled(fixedDelay = 500)
        void look() {
            watch.look();
        }
    }
}
