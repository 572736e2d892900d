package io.quantumlayer.platform.host;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.reactive.CorsWebFilter;

/** Keeps web pages away that their browser takes for part of this service. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(HostProperties.class)
public final class HostAutoConfiguration {

    /** A service that asks its callers for credentials may have another. */
    @Bean
    @ConditionalOnMissingBean
    AllowedHosts allowedHosts(HostProperties properties) {
        return AllowedHosts.of(properties.allowed());
    }

    @Bean
    HostFilter hostFilter(AllowedHosts allowed) {
        return new HostFilter(allowed);
    }

    /** Where pages of some origins may call, the service's own CORS filter knows which. */
    @Bean
    @ConditionalOnMissingBean(CorsWebFilter.class)
    OriginFilter originFilter() {
        return new OriginFilter();
    }
}
