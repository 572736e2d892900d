package io.quantumlayer.platform.request;

import org.springframework.web.server.ServerWebExchange;

/** The id under which a request is found in logs and answers. */
public final class RequestId {

    /** Header that carries it, in both directions. */
    public static final String HEADER = "X-Request-ID";

    /** An attribute of the exchange: error handlers see the request as it was before the filter set its header. */
    static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** The id of the exchange's request. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "none");
    }
}
