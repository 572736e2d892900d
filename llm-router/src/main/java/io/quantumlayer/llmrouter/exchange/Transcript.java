package io.quantumlayer.llmrouter.exchange;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked and answered, in the JSON that the OpenTelemetry conventions for generative AI give
 * {@code gen_ai.input.messages} and {@code gen_ai.output.messages}: messages of a role and parts.
 */
final class Transcript {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Transcript() {}

    /** The messages of a request of any of the protocols. */
    static String input(byte[] request) {
        JsonNode body = JSON.readTree(request);
        ArrayNode messages = JSON.createArrayNode();
        for (String member : List.of("system", "instructions")) {
            if (body.has(member)) {
                message(messages, "system", body.path(member));
            }
        }
        JsonNode said = body.has("messages") ? body.path("messages") : body.path("input");
        if (said.isArray()) {
            said.forEach(one -> {
                if (one.isObject()) {
                    ObjectNode message = message(messages, one.path("role").asString("user"), one.path("content"));
                    toolCalls((ArrayNode) message.path("parts"), one.path("tool_calls"));
                } else {
                    message(messages, "user", one);
                }
            });
        } else {
            message(messages, "user", said);
        }
        return messages.toString();
    }

    /** The message of a whole answer of any of the protocols. */
    static String output(byte[] answer) {
        JsonNode body = JSON.readTree(answer);
        ArrayNode messages = JSON.createArrayNode();
        if (body.has("choices")) {
            body.path("choices").forEach(choice -> {
                ObjectNode message =
                        message(messages, "assistant", choice.path("message").path("content"));
                toolCalls(
                        (ArrayNode) message.path("parts"),
                        choice.path("message").path("tool_calls"));
                message.put("finish_reason", choice.path("finish_reason").asString(""));
            });
        } else if (body.has("output")) {
            body.path("output").forEach(item -> message(messages, "assistant", item.path("content")));
        } else {
            message(messages, "assistant", body.path("content"))
                    .put("finish_reason", body.path("stop_reason").asString(""));
        }
        return messages.toString();
    }

    /** The message of a streamed answer, which is one text. */
    static String text(String written) {
        ArrayNode messages = JSON.createArrayNode();
        message(messages, "assistant", JSON.getNodeFactory().stringNode(written));
        return messages.toString();
    }

    private static ObjectNode message(ArrayNode messages, String role, JsonNode content) {
        ObjectNode message = messages.addObject().put("role", role);
        ArrayNode parts = message.putArray("parts");
        if (content.isArray()) {
            content.forEach(part -> part(parts, part));
        } else if (content.isString()) {
            parts.addObject().put("type", "text").put("content", content.asString());
        }
        return message;
    }

    private static void part(ArrayNode parts, JsonNode part) {
        String type = part.path("type").asString("");
        ObjectNode told = parts.addObject();
        switch (type) {
            case "tool_use" ->
                told.put("type", "tool_call")
                        .put("id", part.path("id").asString(""))
                        .put("name", part.path("name").asString(""))
                        .set("arguments", part.path("input"));
            case "tool_result" ->
                told.put("type", "tool_call_response")
                        .put("id", part.path("tool_use_id").asString(""))
                        .set("response", part.path("content"));
            case "thinking" ->
                told.put("type", "reasoning")
                        .put("content", part.path("thinking").asString(""));
            default -> {
                if (part.path("text").isString()) {
                    told.put("type", "text").put("content", part.path("text").asString());
                } else {
                    // Images and files: that they were there, and not what is in them.
                    told.put("type", type);
                }
            }
        }
    }

    private static void toolCalls(ArrayNode parts, JsonNode calls) {
        calls.forEach(call -> parts.addObject()
                .put("type", "tool_call")
                .put("id", call.path("id").asString(""))
                .put("name", call.path("function").path("name").asString(""))
                .set("arguments", call.path("function").path("arguments")));
    }
}
