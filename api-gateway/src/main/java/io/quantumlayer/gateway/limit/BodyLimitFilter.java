package io.quantumlayer.gateway.limit;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses bodies over the limit of their route, by {@code Content-Length} or by counting what passes.
 *
 * <p>The catalogue's {@code RequestSize} believes the header alone, which chunked bodies do not have. This filter runs
 * inside the circuit breaker, so that what a client does wrong is told from what a service does wrong.
 */
final class BodyLimitFilter implements GlobalFilter, Ordered {

    private static final String BODY_LIMIT = "body-limit";

    /** After the filters of routes, whose orders count from one, and before the request is sent. */
    private static final int ORDER = 10_100;

    private final DataSize usual;

    BodyLimitFilter(DataSize usual) {
        this.usual = usual;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        DataSize limit = limit(exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
        long announced = exchange.getRequest().getHeaders().getContentLength();
        if (announced > limit.toBytes()) {
            return Mono.error(tooLarge(limit));
        }
        CountedBody request = new CountedBody(exchange.getRequest(), limit);
        return chain.filter(exchange.mutate().request(request).build())
                .onErrorMap(error -> request.failure().orElseGet(() -> unfinished(request, error)));
    }

    private DataSize limit(Route route) {
        Object limit = route.getMetadata().get(BODY_LIMIT);
        return limit == null ? usual : DataSize.parse(limit.toString());
    }

    private static Throwable unfinished(CountedBody request, Throwable error) {
        boolean timedOut = error instanceof ResponseStatusException status
                && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT);
        return timedOut && !request.finished()
                ? new ResponseStatusException(
                        HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time; send it again.", error)
                : error;
    }

    static ProblemException tooLarge(DataSize limit) {
        return new ProblemException(
                        ProblemType.PAYLOAD_TOO_LARGE,
                        "The body is larger than the %d bytes that this path takes; send less or split it."
                                .formatted(limit.toBytes()))
                .with("limit_bytes", limit.toBytes());
    }
}
