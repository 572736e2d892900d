package io.quantumlayer.platform.host;

import io.quantumlayer.platform.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses what web pages of other origins send, on the management port too. */
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
final class OriginFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        try {
            ForeignOrigins.check(headers.getOrigin(), String.valueOf(headers.getFirst(HttpHeaders.HOST)));
        } catch (ProblemException refused) {
            return Mono.error(refused);
        }
        return chain.filter(exchange);
    }
}
