package io.quantumlayer.platform.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Checks the identity token of a request that has one.
 *
 * <p>A request without a token comes from inside the platform: who may call is decided by the network policy, not
 * here. A token that cannot be checked is refused, also where no key is configured.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class IdentityFilter implements WebFilter {

    private final @Nullable IdentityTokens tokens;

    IdentityFilter(@Nullable IdentityTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String token = exchange.getRequest().getHeaders().getFirst(Identity.HEADER);
        if (token == null) {
            return chain.filter(exchange);
        }
        if (tokens == null) {
            return Mono.error(IdentityTokens.refused(null));
        }
        return Mono.fromCallable(() -> tokens.check(token)).flatMap(identity -> {
            exchange.getAttributes().put(Identity.ATTRIBUTE, identity);
            return chain.filter(exchange).contextWrite(context -> context.put(IdentityContext.KEY, identity));
        });
    }
}
