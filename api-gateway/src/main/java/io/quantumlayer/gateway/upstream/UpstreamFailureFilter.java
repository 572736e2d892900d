package io.quantumlayer.gateway.upstream;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.cloud.gateway.support.ServiceUnavailableException;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says which service did not answer, and when to try again. An answer that a service did give passes unchanged. */
final class UpstreamFailureFilter implements GlobalFilter, Ordered {

    private static final String SERVICE = "service";

    /** Outside the circuit breaker and outside the filter that writes the answer, which has order -1. */
    private static final int ORDER = -2;

    private final Duration pause;

    UpstreamFailureFilter(Duration pause) {
        this.pause = pause;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .onErrorMap(error -> exchange.getResponse().isCommitted() ? error : problem(exchange, error));
    }

    private Throwable problem(ServerWebExchange exchange, Throwable error) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        String service = String.valueOf(route.getMetadata().getOrDefault(SERVICE, route.getId()));
        if (error instanceof ServiceUnavailableException) {
            return new ProblemException(
                            ProblemType.UNAVAILABLE,
                            "%s did not answer several times and is given a few seconds; try again then."
                                    .formatted(service))
                    .with(SERVICE, service)
                    .retryAfter(pause);
        }
        return UpstreamFault.of(error)
                .<Throwable>map(fault -> {
                    ServerWebExchangeUtils.reset(exchange);
                    return problem(fault, service, error).with(SERVICE, service);
                })
                .orElse(error);
    }

    private ProblemException problem(UpstreamFault fault, String service, Throwable error) {
        return switch (fault) {
            case UNREACHABLE ->
                new ProblemException(
                                ProblemType.UNAVAILABLE,
                                "%s cannot be reached; try again in a few seconds.".formatted(service),
                                error)
                        .retryAfter(pause);
            case TOO_SLOW ->
                new ProblemException(ProblemType.TIMED_OUT, "%s did not answer in time.".formatted(service), error);
            case BROKE_OFF ->
                new ProblemException(
                        ProblemType.UPSTREAM_FAILED,
                        "%s broke the connection off before its answer was complete.".formatted(service),
                        error);
        };
    }
}
