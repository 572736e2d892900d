package io.quantumlayer.testsupport.vendor;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as it came.
 *
 * @param path decoded
 */
public record Call(String path, Headers headers, ObjectNode body) {

    /** Text of a header, or an empty one. */
    public String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** Members that are there and not {@code null}. */
    boolean has(String name) {
        return body.hasNonNull(name);
    }

    JsonNode get(String name) {
        return body.path(name);
    }

    String text(String name) {
        return body.path(name).asString("");
    }

    boolean streams() {
        return body.path("stream").asBoolean(false);
    }

    /** Whether a number is there that is not the value which the vendor takes for its absence. */
    boolean differs(String name, double value) {
        return has(name) && get(name).asDouble() != value;
    }

    /** Names of members that are not among those known, in their order. */
    List<String> unknown(Set<String> known) {
        return body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .toList();
    }
}
