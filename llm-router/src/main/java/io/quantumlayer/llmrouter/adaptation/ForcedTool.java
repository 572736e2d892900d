package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonTrees;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the call of a tool that the model was made to call into the answer's text. */
final class ForcedTool {

    private ForcedTool() {}

    static byte[] answer(Protocol protocol, byte[] body, String tool) {
        JsonNode answer;
        try {
            answer = JsonTrees.read(body);
        } catch (JacksonException malformed) {
            // Whoever reads the answer says so.
            return body;
        }
        if (protocol == Protocol.ANTHROPIC_MESSAGES) {
            message(answer, tool);
        } else {
            answer.path("choices").forEach(choice -> completion(choice, tool));
        }
        return JsonTrees.bytes(answer);
    }

    private static void message(JsonNode answer, String tool) {
        for (JsonNode block : answer.path("content")) {
            if (block instanceof ObjectNode call
                    && JsonTrees.text(call, "type").equals("tool_use")
                    && JsonTrees.text(call, "name").equals(tool)) {
                String text = JsonTrees.text(call.path("input"));
                call.removeAll();
                call.put("type", "text").put("text", text);
                stop(answer, "stop_reason", "tool_use", "end_turn");
            }
        }
    }

    private static void completion(JsonNode choice, String tool) {
        JsonNode calls = choice.path("message").path("tool_calls");
        if (choice.path("message") instanceof ObjectNode message
                && JsonTrees.text(calls.path(0).path("function"), "name").equals(tool)) {
            message.put("content", JsonTrees.text(calls.path(0).path("function"), "arguments"));
            message.remove("tool_calls");
            stop(choice, "finish_reason", "tool_calls", "stop");
        }
    }

    private static void stop(JsonNode at, String member, String from, String to) {
        if (at instanceof ObjectNode object && JsonTrees.text(object, member).equals(from)) {
            object.put(member, to);
        }
    }

    static byte[] line(Protocol protocol, byte[] line) {
        return EventLine.changed(line, event -> {
            if (protocol == Protocol.ANTHROPIC_MESSAGES) {
                event(event);
            } else {
                event.path("choices").forEach(ForcedTool::chunk);
            }
        });
    }

    private static void event(JsonNode event) {
        if (event.path("content_block") instanceof ObjectNode block
                && JsonTrees.text(block, "type").equals("tool_use")) {
            block.removeAll();
            block.put("type", "text").put("text", "");
        } else if (event.path("delta") instanceof ObjectNode delta
                && JsonTrees.text(delta, "type").equals("input_json_delta")) {
            String piece = JsonTrees.text(delta, "partial_json");
            delta.removeAll();
            delta.put("type", "text_delta").put("text", piece);
        } else {
            stop(event.path("delta"), "stop_reason", "tool_use", "end_turn");
        }
    }

    private static void chunk(JsonNode choice) {
        if (choice.path("delta") instanceof ObjectNode delta && delta.has("tool_calls")) {
            StringBuilder pieces = new StringBuilder();
            delta.path("tool_calls").forEach(call -> pieces.append(JsonTrees.text(call.path("function"), "arguments")));
            delta.remove("tool_calls");
            delta.put("content", pieces.toString());
        }
        stop(choice, "finish_reason", "tool_calls", "stop");
    }
}
