package io.quantumlayer.llmrouter.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The way out to providers.
 *
 * @param proxy HTTP proxy that connections are tunnelled through, such as {@code http://proxy.corp:3128}
 * @param proxyCredentialsFile file with {@code user:password} for the proxy
 * @param noProxy hosts that are reached directly; {@code .corp} for all below a domain
 * @param caFile PEM file with certificates of authorities that are trusted besides the JVM's own
 * @param connectionLife longest use of a connection: addresses of a name that has changed are seen after it
 */
@ConfigurationProperties("quantumlayer.router.outbound")
public record OutboundProperties(
        @Nullable URI proxy,
        @Nullable Path proxyCredentialsFile,
        @DefaultValue({"localhost", "127.0.0.1"}) List<String> noProxy,
        @Nullable Path caFile,
        @DefaultValue("60s") Duration connectionLife) {

    boolean isDirect(String host) {
        return proxy == null
                || noProxy.stream()
                        .anyMatch(name -> name.startsWith(".") ? host.endsWith(name) : host.equalsIgnoreCase(name));
    }
}
