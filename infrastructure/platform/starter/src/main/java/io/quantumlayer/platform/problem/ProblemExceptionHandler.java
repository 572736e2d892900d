package io.quantumlayer.platform.problem;

import io.quantumlayer.platform.request.RequestId;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every exception that reaches the edge of a service; before Boot's own handler, which has order -1. */
@Order(-2)
final class ProblemExceptionHandler implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    private final JsonMapper json;

    ProblemExceptionHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = Problems.of(error);
        String requestId = RequestId.of(exchange);
        log(exchange, problem, requestId, error);
        response.setStatusCode(problem.status());
        response.getHeaders().addAll(problem.headers());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = json.writeValueAsBytes(
                problem.body(exchange.getRequest().getPath().value(), requestId));
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static void log(ServerWebExchange exchange, Problem problem, String requestId, Throwable error) {
        if (error instanceof CancellationException) {
            LOG.debug(
                    "{} was given up: its client has left (request {})",
                    exchange.getRequest().getPath(),
                    requestId);
        } else if (problem.status().is5xxServerError()) {
            LOG.error(
                    "{} {} answered {} (request {}): {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    problem.status().value(),
                    requestId,
                    problem.detail(),
                    // A problem's own stack shows who threw it and says no more; its cause does.
                    error instanceof ProblemException ? error.getCause() : error);
        } else {
            LOG.debug("{} answered {}", exchange.getRequest().getPath(), problem.status(), error);
        }
    }
}
