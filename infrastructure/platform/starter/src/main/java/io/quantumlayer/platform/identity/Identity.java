package io.quantumlayer.platform.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who the gateway says is calling.
 *
 * @param subject name of the API key, or subject of the token, that the caller showed at the edge
 * @param token the signed token itself, for passing on
 */
public record Identity(String subject, String token) {

    /** Header that carries the token between services. */
    public static final String HEADER = "X-QL-Identity";

    static final String ATTRIBUTE = Identity.class.getName();

    /** The checked identity of an exchange, or {@code null} for a call from inside the platform. */
    public static @Nullable Identity of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    @Override
    public String toString() {
        return "Identity[subject=" + subject + "]";
    }
}
