package io.quantumlayer.gateway.caller;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds out who calls and refuses whom it does not know.
 *
 * <p>The header that held the API key goes no further. A token of the platform that a client sends never does: the gateway
 * alone issues identities, and services call each other without it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class CallerFilter implements WebFilter {

    static final String API_KEY_HEADER = "X-API-Key";

    private static final Set<String> OPEN_PATHS = Set.of("/health", "/ready", KeysController.PATH);
    private static final String BEARER = "bearer ";

    /** Who calls, and for which run a model is asked: services tell each other, and nobody from outside tells them. */
    private static final Set<String> INTERNAL = Stream.concat(
                    Stream.of(Identity.HEADER, ServiceTokens.HEADER), CallOrigin.HEADERS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final @Nullable ApiKeys keys;

    /** @param keys keys of whom to let through, or {@code null} to let everybody through */
    CallerFilter(@Nullable ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (keys == null || isOpen(exchange)) {
            return chain.filter(without(exchange, null));
        }
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Optional<String> byHeader = nameOf(keys, headers.getFirst(API_KEY_HEADER));
        Optional<String> name = byHeader.or(() -> nameOf(keys, bearer(headers)));
        if (name.isEmpty()) {
            return Mono.error(new ProblemException(
                            ProblemType.UNAUTHORIZED,
                            "An API key of this platform is needed; send it as X-API-Key or as Authorization: Bearer.")
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"quantumlayer\""));
        }
        new Caller(name.get()).isCallerOf(exchange);
        return chain.filter(without(exchange, byHeader.isPresent() ? API_KEY_HEADER : HttpHeaders.AUTHORIZATION));
    }

    /** Probes and monitoring have no key: who reaches the management port is for the network to say. */
    private static boolean isOpen(ServerWebExchange exchange) {
        return OPEN_PATHS.contains(exchange.getRequest().getURI().getRawPath())
                || WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management");
    }

    private static Optional<String> nameOf(ApiKeys keys, @Nullable String key) {
        return key == null ? Optional.empty() : keys.nameOf(key);
    }

    private static @Nullable String bearer(HttpHeaders headers) {
        String value = headers.getFirst(HttpHeaders.AUTHORIZATION);
        return value != null && value.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? value.substring(BEARER.length()).strip()
                : null;
    }

    /** Without what only services of the platform may say. @param used header that held the key of the caller */
    private static ServerWebExchange without(ServerWebExchange exchange, @Nullable String used) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> {
                    INTERNAL.forEach(headers::remove);
                    if (used != null) {
                        headers.remove(used);
                    }
                }))
                .build();
    }
}
