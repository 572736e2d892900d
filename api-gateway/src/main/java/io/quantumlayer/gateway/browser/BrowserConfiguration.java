package io.quantumlayer.gateway.browser;

import io.quantumlayer.gateway.forwarding.TrustedProxies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.reactive.CorsWebFilter;

@Configuration(proxyBeanMethods = false)
class BrowserConfiguration {

    @Bean
    SecurityHeadersFilter securityHeadersFilter(TrustedProxies proxies) {
        return new SecurityHeadersFilter(proxies);
    }

    /** Before the caller is asked for a key, as a browser's preflight request carries none. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 3)
    CorsWebFilter corsWebFilter(CorsProperties properties, TrustedProxies proxies) {
        return new CorsWebFilter(new AllowedOrigins(properties.allowedOrigins(), proxies), new CorsProblems());
    }
}
