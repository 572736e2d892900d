package io.quantumlayer.gateway.browser;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;

/** Refuses a cross-origin request with a problem in place of an empty answer. */
final class CorsProblems extends DefaultCorsProcessor {

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw new ProblemException(
                ProblemType.FORBIDDEN,
                "The request's Origin may not call; add it to quantumlayer.gateway.cors.allowed-origins.");
    }
}
