package io.quantumlayer.platform.request;

import java.util.Objects;
import org.springframework.web.server.ServerWebExchange;

/** The id under which a request is found in logs and answers. */
public final class RequestId {

    /** Header that carries it, in both directions. */
    public static final String HEADER = "X-Request-ID";

    private RequestId() {}

    /** The id of the exchange's request. */
    public static String of(ServerWebExchange exchange) {
        return Objects.requireNonNullElse(exchange.getRequest().getHeaders().getFirst(HEADER), "none");
    }
}
