package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.AnthropicMessage;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Spoken;
import io.quantumlayer.protocols.StopReasons;
import io.quantumlayer.protocols.Thoughts;
import io.quantumlayer.protocols.Usages;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's message for a chat completion of OpenAI's. */
final class AnthropicAnswer {

    private AnthropicAnswer() {}

    static ObjectNode of(JsonNode completion, String model) {
        JsonNode choice = completion.path("choices").path(0);
        JsonNode message = choice.path("message");
        ArrayNode content = Json.array();
        think(message, content);
        String text = Spoken.text(message);
        String refusal = Json.text(message, "refusal");
        if (!(text + refusal).isEmpty()) {
            content.addObject().put("type", "text").put("text", text + refusal);
        }
        String id = Json.text(completion, "id", AnthropicMessage.identifier());
        for (JsonNode call : message.path("tool_calls")) {
            content.add(call(call, "toolu_%s_%d".formatted(id, content.size())));
        }
        boolean calls = !message.path("tool_calls").isEmpty();
        ObjectNode answer = AnthropicMessage.of(id, Json.text(completion, "model", model));
        answer.set("content", content);
        answer.put(
                        "stop_reason",
                        StopReasons.anthropicOfOpenAi(Json.text(choice, "finish_reason"), calls, !refusal.isEmpty()))
                .putNull("stop_sequence");
        answer.set("usage", Usages.toAnthropic(Usages.openAi(completion.path("usage"), null)));
        return answer;
    }

    private static void think(JsonNode message, ArrayNode content) {
        boolean signed = false;
        for (JsonNode block : message.path("thinking_blocks")) {
            if (Json.text(block, "type").equals("redacted_thinking")) {
                content.addObject()
                        .put("type", "redacted_thinking")
                        .put("data", Thoughts.FOREIGN + Json.text(block, "data"));
            } else if (!Json.text(block, "signature").isEmpty()) {
                signed = true;
                content.addObject()
                        .put("type", "thinking")
                        .put("thinking", Json.text(block, "thinking"))
                        .put("signature", Thoughts.FOREIGN + Json.text(block, "signature"));
            }
        }
        String thought = Thoughts.of(message);
        if (!signed && !thought.isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", thought).put("signature", "");
        }
    }

    private static ObjectNode call(JsonNode call, String unnamed) {
        JsonNode function = call.path("function");
        ObjectNode block = Json.object()
                .put("type", "tool_use")
                .put("id", Json.text(call, "id", unnamed))
                .put("name", Json.text(function, "name"));
        block.set("input", input(Spoken.arguments(function)));
        return block;
    }

    /** Arguments as the model wrote them; what is no JSON object, as of an answer cut short, goes on as a text. */
    private static JsonNode input(String arguments) {
        if (arguments.isBlank()) {
            return Json.object();
        }
        try {
            JsonNode input = Json.read(arguments);
            if (input.isObject()) {
                return input;
            }
        } catch (JacksonException malformed) {
            return Json.object().put("malformed_arguments", arguments);
        }
        return Json.object().put("malformed_arguments", arguments);
    }
}
