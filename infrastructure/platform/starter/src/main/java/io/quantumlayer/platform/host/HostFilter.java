package io.quantumlayer.platform.host;

import io.quantumlayer.platform.problem.ProblemException;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses a request for another host before anything looks at what it asks for, on the management port too. */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class HostFilter implements WebFilter {

    private final AllowedHosts allowed;

    HostFilter(AllowedHosts allowed) {
        this.allowed = allowed;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        InetSocketAddress local = request.getLocalAddress();
        try {
            allowed.check(
                    request.getHeaders().getOrDefault(HttpHeaders.HOST, List.of()),
                    local == null ? null : local.getAddress());
        } catch (ProblemException refused) {
            return Mono.error(refused);
        }
        return chain.filter(exchange);
    }
}
