package io.quantumlayer.gateway.caller;

import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request.
 *
 * @param name name of the API key
 */
public record Caller(String name) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** The caller of an exchange; empty in mode {@code open}. */
    public static Optional<Caller> of(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    void isCallerOf(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
