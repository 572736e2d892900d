package io.quantumlayer.protocols;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Collects the events that go to the client. */
public final class EventWriter {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    /** An event without a name, as OpenAI's chat API sends them. */
    public void data(JsonNode data) {
        out.writeBytes(DATA);
        Json.write(data, out);
        out.writeBytes(END);
    }

    /** An event named by its {@code type}, as Anthropic and OpenAI's Responses API send them. */
    public void typed(JsonNode data) {
        out.writeBytes(("event: " + Json.text(data, "type") + "\n").getBytes(StandardCharsets.UTF_8));
        data(data);
    }

    public void done() {
        out.writeBytes(DONE);
    }

    public void raw(byte[] bytes) {
        out.writeBytes(bytes);
    }

    public byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
