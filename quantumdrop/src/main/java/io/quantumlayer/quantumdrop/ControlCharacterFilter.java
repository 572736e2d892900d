package io.quantumlayer.quantumdrop;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses control characters in paths and queries: no name has one, and PostgreSQL takes no NUL. */
@Component
class ControlCharacterFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        boolean found = hasControl(request.getURI().getPath())
                || request.getQueryParams().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(ControlCharacterFilter::hasControl);
        return found
                ? Mono.error(new ProblemException(
                        ProblemType.INVALID_REQUEST, "Paths and queries must not contain control characters."))
                : chain.filter(exchange);
    }

    private static boolean hasControl(@Nullable String text) {
        return text != null && text.chars().anyMatch(Character::isISOControl);
    }
}
