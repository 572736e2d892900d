package io.quantumlayer.gateway.caller;

import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.IdentityIssuer;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells the service behind a route who calls.
 *
 * <p>The caller's own credentials travel on where the metadata {@code caller-credentials} of the route says so, which
 * the routes to models do; every other service has the identity token and needs no more.
 */
final class IdentitySigner implements GlobalFilter, Ordered {

    private static final String ANONYMOUS = "anonymous";
    private static final String SERVICE = "service";
    private static final String CALLER_CREDENTIALS = "caller-credentials";

    /** After the filters of routes, whose orders count from one, and before the request is sent. */
    private static final int ORDER = 10_200;

    private final IdentityIssuer tokens;
    private final Audiences audiences;

    IdentitySigner(IdentityIssuer tokens, Audiences audiences) {
        this.tokens = tokens;
        this.audiences = audiences;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        String service = String.valueOf(route.getMetadata().get(SERVICE));
        boolean credentials =
                Boolean.parseBoolean(String.valueOf(route.getMetadata().get(CALLER_CREDENTIALS)));
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> {
                    // The gateway has judged it; services behind it take none.
                    headers.remove(HttpHeaders.ORIGIN);
                    if (!credentials) {
                        headers.remove(HttpHeaders.AUTHORIZATION);
                        headers.remove(CallerFilter.API_KEY_HEADER);
                    }
                    tokens.issue(subject(exchange), audiences.of(service))
                            .ifPresent(token -> headers.set(Identity.HEADER, token));
                }))
                .build());
    }

    private static String subject(ServerWebExchange exchange) {
        return Caller.of(exchange).map(Caller::name).orElse(ANONYMOUS);
    }
}
