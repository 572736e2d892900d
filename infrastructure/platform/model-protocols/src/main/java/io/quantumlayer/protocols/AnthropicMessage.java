package io.quantumlayer.protocols;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/** The head of an answer of Anthropic's API, before its content. */
public final class AnthropicMessage {

    private AnthropicMessage() {}

    /** An identifier for an answer that has none. Clients take answers of one identifier for parts of one message. */
    public static String identifier() {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        return "msg_" + HexFormat.of().formatHex(random);
    }

    public static ObjectNode of(String id, String model) {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }
}
