package io.quantumlayer.testsupport.vendor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A successful answer.
 *
 * @param parts the body as it is written, each part flushed
 */
record Reply(String contentType, List<byte[]> parts) {

    static Reply json(JsonNode body) {
        return new Reply("application/json", List.of(bytes(body.toString())));
    }

    static Events events() {
        return new Events();
    }

    String text() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Server-sent events in the making. */
    static final class Events {

        private final List<byte[]> parts = new ArrayList<>();

        Events data(Object data) {
            parts.add(bytes("data: " + data + "\n\n"));
            return this;
        }

        Events event(String name, JsonNode data) {
            parts.add(bytes("event: " + name + "\ndata: " + data + "\n\n"));
            return this;
        }

        Reply end() {
            return new Reply("text/event-stream", List.copyOf(parts));
        }
    }
}
