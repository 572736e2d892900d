package io.quantumlayer.gateway.limit;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes a problem of what the catalogue's rate limiter throws. */
final class TooManyRequestsFilter implements GlobalFilter, Ordered {

    /** The rate allows at least one request a second. */
    private static final Duration UNTIL_NEXT = Duration.ofSeconds(1);

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .onErrorMap(
                        HttpClientErrorException.TooManyRequests.class,
                        error -> new ProblemException(
                                        ProblemType.TOO_MANY_REQUESTS,
                                        "More requests than one client may send; wait a second and send fewer at once.")
                                .retryAfter(UNTIL_NEXT));
    }
}
