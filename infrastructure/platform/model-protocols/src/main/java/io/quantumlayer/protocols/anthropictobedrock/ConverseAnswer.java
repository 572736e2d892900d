package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.AnthropicMessage;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.StopReasons;
import io.quantumlayer.protocols.Usages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's message for an answer of Bedrock's Converse. */
final class ConverseAnswer {

    private ConverseAnswer() {}

    static ObjectNode of(JsonNode answer, String id, String model) {
        ArrayNode content = Json.array();
        for (JsonNode block : answer.path("output").path("message").path("content")) {
            block(block, content);
        }
        ObjectNode message = AnthropicMessage.of(id, model);
        message.set("content", content);
        message.put("stop_reason", StopReasons.anthropicOfConverse(Json.text(answer, "stopReason")))
                .putNull("stop_sequence");
        message.set("usage", Usages.toAnthropic(Usages.converse(answer.path("usage"), null)));
        return message;
    }

    private static void block(JsonNode block, ArrayNode content) {
        if (block.has("text")) {
            content.addObject().put("type", "text").put("text", Json.text(block, "text"));
        } else if (block.has("toolUse")) {
            JsonNode use = block.path("toolUse");
            ObjectNode written = content.addObject()
                    .put("type", "tool_use")
                    .put("id", Json.text(use, "toolUseId"))
                    .put("name", Json.text(use, "name"));
            written.set("input", use.path("input").isObject() ? use.path("input") : Json.object());
        } else if (block.path("reasoningContent").has("reasoningText")) {
            JsonNode reasoning = block.path("reasoningContent").path("reasoningText");
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", Json.text(reasoning, "text"))
                    .put("signature", Json.text(reasoning, "signature"));
        } else if (block.path("reasoningContent").has("redactedContent")) {
            content.addObject()
                    .put("type", "redacted_thinking")
                    .put("data", Json.text(block.path("reasoningContent"), "redactedContent"));
        } else if (block.has("citationsContent")) {
            block.path("citationsContent")
                    .path("content")
                    .forEach(part -> content.addObject().put("type", "text").put("text", Json.text(part, "text")));
        }
    }
}
