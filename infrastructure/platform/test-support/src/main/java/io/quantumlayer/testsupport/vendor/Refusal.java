package io.quantumlayer.testsupport.vendor;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The vendor's no, with its own status, body and headers. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode body;
    private final transient Map<String, String> headers;

    Refusal(int status, JsonNode body, Map<String, String> headers) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    Refusal(int status, JsonNode body) {
        this(status, body, Map.of());
    }

    /** The same with one header more. */
    public Refusal with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Refusal(status, body, all);
    }

    int status() {
        return status;
    }

    JsonNode body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
