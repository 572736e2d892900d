package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.StopReasons;
import io.quantumlayer.protocols.StreamedInput;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completion for an answer of Anthropic's. */
final class OpenAiAnswer {

    private OpenAiAnswer() {}

    /** @param custom names of the tools that are called with a text */
    static ObjectNode of(JsonNode answer, Set<String> custom, String model, long created) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        ArrayNode blocks = Json.array();
        ArrayNode calls = Json.array();
        for (JsonNode block : answer.path("content")) {
            switch (Json.text(block, "type")) {
                case "text" -> text.append(Json.text(block, "text"));
                case "thinking" -> {
                    thinking.append(Json.text(block, "thinking"));
                    blocks.add(block);
                }
                case "redacted_thinking" -> blocks.add(block);
                case "tool_use" -> calls.add(call(block, custom));
                // What Anthropic's own tools did has no place in a chat completion; their outcome is in the text.
                default -> {}
            }
        }
        ObjectNode message = Json.object().put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        message.put("refusal", answer.path("stop_details").path("explanation").stringValue(null));
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!blocks.isEmpty()) {
            message.set("thinking_blocks", blocks);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return completion(
                Json.text(answer, "id", "chatcmpl-translated"),
                Json.text(answer, "model", model),
                created,
                message,
                StopReasons.openAiOfAnthropic(Json.text(answer, "stop_reason")),
                Usages.anthropic(answer.path("usage"), Usages.NONE, null));
    }

    private static ObjectNode completion(
            String id, String model, long created, ObjectNode message, String reason, TokenUsage usage) {
        ObjectNode completion = Json.object()
                .put("id", id)
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", model);
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.putNull("logprobs").put("finish_reason", reason);
        completion.set("usage", Usages.toOpenAi(usage));
        return completion;
    }

    private static ObjectNode call(JsonNode block, Set<String> custom) {
        JsonNode input = block.path("input");
        if (custom.contains(Json.text(block, "name"))) {
            ObjectNode call = Json.object().put("id", Json.text(block, "id")).put("type", "custom");
            call.putObject("custom")
                    .put("name", Json.text(block, "name"))
                    .put("input", StreamedInput.whole(Json.text(input)));
            return call;
        }
        ObjectNode call = Json.object().put("id", Json.text(block, "id")).put("type", "function");
        call.putObject("function")
                .put("name", Json.text(block, "name"))
                .put("arguments", input.isObject() ? Json.text(input) : "{}");
        return call;
    }
}
