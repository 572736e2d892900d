package io.quantumlayer.protocols;

import tools.jackson.databind.node.ObjectNode;

/** The head of an answer of Anthropic's API, before its content. */
public final class AnthropicMessage {

    private AnthropicMessage() {}

    public static ObjectNode of(String id, String model) {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }
}
