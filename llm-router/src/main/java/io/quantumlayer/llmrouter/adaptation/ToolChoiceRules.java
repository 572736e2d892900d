package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.llmrouter.model.ForcedTools;
import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The choice between tools in Anthropic's protocol, for models that cannot be forced to one, or kept from all. */
final class ToolChoiceRules {

    private static final byte[] CALL = "\"tool_use\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = "\"tool_result\"".getBytes(StandardCharsets.US_ASCII);

    private ToolChoiceRules() {}

    static void apply(ModelCall call) {
        if (!call.isAnthropic() || !call.body().has("tool_choice")) {
            return;
        }
        JsonNode choice = call.body().value("tool_choice");
        switch (JsonTrees.text(choice, "type")) {
            case "any", "tool" -> forced(call, (ObjectNode) choice);
            case "none" -> {
                if (Boolean.FALSE.equals(call.traits().toolChoiceNone())) {
                    none(call);
                }
            }
            default -> {
                // Every model may choose for itself.
            }
        }
    }

    private static void forced(ModelCall call, ObjectNode choice) {
        ForcedTools forced = call.traits().forcedTools();
        if (forced == ForcedTools.NONE) {
            advise(call, choice);
            return;
        }
        // Thinking is a hint, and the choice is not.
        if (ThinkingRules.isAsked(call)) {
            call.drop("thinking");
        }
        if (forced == ForcedTools.WITHOUT_THINKING && ThinkingRules.thinks(call)) {
            call.body().set("thinking", JsonTrees.object().put("type", "disabled"));
        }
    }

    /** Says in the prompt what the choice would say, and leaves the model no tool but the one that is named. */
    private static void advise(ModelCall call, ObjectNode choice) {
        String name = JsonTrees.text(choice, "name");
        if (!name.isEmpty() && call.body().value("tools") instanceof ArrayNode tools) {
            ArrayNode named = JsonTrees.array();
            tools.forEach(tool -> {
                if (JsonTrees.text(tool, "name").equals(name)) {
                    named.add(tool);
                }
            });
            if (named.size() < tools.size() && !named.isEmpty()) {
                call.body().set("tools", named);
            }
        }
        choice.put("type", "auto").remove("name");
        call.body().set("tool_choice", choice);
        FormatRules.instruct(
                call,
                name.isEmpty()
                        ? "Answer by calling one of the tools."
                        : "Answer by calling the tool %s.".formatted(name));
        call.adapted("tool_choice");
    }

    /** A model that is shown no tools calls none. What was called before is told in texts, as calls would need their tools. */
    private static void none(ModelCall call) {
        call.body().remove("tool_choice");
        call.body().remove("tools");
        call.adapted("tool_choice");
        if (!hasCalls(call)) {
            return;
        }
        if (call.body().value("messages") instanceof ArrayNode messages) {
            Map<String, String> names = new HashMap<>();
            messages.forEach(message -> told(message, names));
            call.body().set("messages", messages);
        }
    }

    private static boolean hasCalls(ModelCall call) {
        return call.body().contains(CALL) || call.body().contains(RESULT);
    }

    private static void told(JsonNode message, Map<String, String> names) {
        if (!(message.path("content") instanceof ArrayNode blocks)) {
            return;
        }
        ArrayNode told = JsonTrees.array();
        for (JsonNode block : blocks) {
            String id = JsonTrees.text(block, "id");
            switch (JsonTrees.text(block, "type")) {
                case "tool_use" -> {
                    String name = JsonTrees.text(block, "name");
                    names.put(id, name);
                    text(told, "[Called the tool %s with %s]".formatted(name, JsonTrees.text(block.path("input"))));
                }
                case "tool_result" ->
                    result(block, names.getOrDefault(JsonTrees.text(block, "tool_use_id"), "called"), told);
                default -> told.add(block);
            }
        }
        ((ObjectNode) message).set("content", told);
    }

    private static void result(JsonNode block, String name, ArrayNode told) {
        String what = block.path("is_error").booleanValue(false) ? "error" : "result";
        JsonNode content = block.path("content");
        StringBuilder texts = new StringBuilder(content.stringValue(""));
        ArrayNode others = JsonTrees.array();
        if (content.isArray()) {
            content.forEach(part -> {
                if (JsonTrees.text(part, "type").equals("text")) {
                    texts.append(texts.isEmpty() ? "" : "\n").append(JsonTrees.text(part, "text"));
                } else {
                    others.add(part);
                }
            });
        }
        text(told, "[The %s of the tool %s: %s]".formatted(what, name, texts));
        others.forEach(told::add);
    }

    private static void text(ArrayNode told, String text) {
        told.addObject().put("type", "text").put("text", text);
    }
}
