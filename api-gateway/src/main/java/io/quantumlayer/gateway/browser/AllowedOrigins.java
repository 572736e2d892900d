package io.quantumlayer.gateway.browser;

import io.quantumlayer.gateway.forwarding.TrustedProxies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;

/** Which origins may call: those of a list, and the address that the browser itself has for the gateway. */
final class AllowedOrigins implements CorsConfigurationSource {

    private final CorsConfiguration cors = new CorsConfiguration();
    private final TrustedProxies proxies;

    AllowedOrigins(List<String> origins, TrustedProxies proxies) {
        this.proxies = proxies;
        cors.setAllowedOrigins(origins);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        cors.setExposedHeaders(
                List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG, "X-Request-ID"));
    }

    /** {@code null}, which means no check, for the gateway's own origin also behind a proxy that ends TLS. */
    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
        String origin = exchange.getRequest().getHeaders().getOrigin();
        return proxies.origin(exchange.getRequest())
                        .filter(own -> own.equals(origin))
                        .isPresent()
                ? null
                : cors;
    }
}
