package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.StreamedInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's tools and the choice between them in Anthropic's words. */
final class AnthropicTools {

    private AnthropicTools() {}

    static void write(Member chat, ObjectNode request) {
        List<Member> tools = chat.get("tools").objects();
        Set<String> allowed = allowed(chat.get("tool_choice"));
        ArrayNode written = Json.array();
        for (Member tool : tools) {
            ObjectNode each = tool(tool);
            if (allowed == null || allowed.contains(Json.text(each, "name"))) {
                written.add(each);
            }
        }
        if (!written.isEmpty()) {
            request.set("tools", written);
        }
        choice(chat.get("tool_choice"), chat.get("parallel_tool_calls"), !written.isEmpty(), request);
    }

    /** Names of the tools that are called with a text instead of arguments. */
    static Set<String> custom(Member chat) {
        Set<String> names = new HashSet<>();
        for (Member tool : chat.get("tools").objects()) {
            if (isCustom(tool)) {
                names.add(tool.get("custom").get("name").name());
            }
        }
        return names;
    }

    private static boolean isCustom(Member tool) {
        return Json.text(tool.node(), "type").equals("custom");
    }

    /** Names of those that may be called, where the choice is between some of them; {@code null} for all. */
    private static @Nullable Set<String> allowed(Member choice) {
        if (!Json.text(choice.node(), "type").equals("allowed_tools")) {
            return null;
        }
        Set<String> names = new HashSet<>();
        choice.get("allowed_tools").get("tools").objects().forEach(tool -> names.add(named(tool)));
        return names;
    }

    /** The name in a tool, or in a choice of one. */
    private static String named(Member tool) {
        Member named = tool.get(isCustom(tool) ? "custom" : "function");
        named.object();
        return named.get("name").name();
    }

    private static ObjectNode tool(Member tool) {
        Member type = tool.get("type");
        if (isCustom(tool)) {
            ObjectNode function = StreamedInput.function(tool.get("custom"));
            ObjectNode written = Json.object().put("name", named(tool));
            if (function.has("description")) {
                written.set("description", function.path("description"));
            }
            written.set("input_schema", function.path("parameters"));
            return CacheMarks.keep(tool, written);
        }
        if (!type.text().equals("function")) {
            throw type.unsupported("only tools of the types function and custom can be sent.");
        }
        Member function = tool.get("function");
        function.object();
        ObjectNode written = Json.object().put("name", function.get("name").name());
        String description = function.get("description").textOrNull();
        if (description != null) {
            written.put("description", description);
        }
        Member parameters = function.get("parameters");
        written.set(
                "input_schema",
                parameters.isGiven() ? schema(parameters) : Json.object().put("type", "object"));
        if (function.get("strict").isTrue()) {
            written.put("strict", true);
        }
        return CacheMarks.keep(tool, written);
    }

    /** A schema without a type, which OpenAI takes for an object, gets Anthropic's mandatory one. */
    private static ObjectNode schema(Member parameters) {
        ObjectNode given = parameters.object();
        if (given.has("type")) {
            return given;
        }
        ObjectNode schema = Json.object().put("type", "object");
        schema.setAll(given);
        return schema;
    }

    private static void choice(Member choice, Member parallel, boolean tools, ObjectNode request) {
        boolean oneAtATime = parallel.isGiven() && !parallel.isTrue();
        ObjectNode written = Json.object();
        if (!choice.isGiven()) {
            if (!oneAtATime || !tools) {
                return;
            }
            written.put("type", "auto");
        } else if (choice.node().isString()) {
            written.put(
                    "type",
                    switch (choice.text()) {
                        case "auto" -> "auto";
                        case "none" -> "none";
                        case "required" -> "any";
                        default -> throw choice.wrong("one of auto, none and required, or an object");
                    });
        } else {
            choice.object();
            Member type = choice.get("type");
            switch (type.text()) {
                case "function", "custom" -> written.put("type", "tool").put("name", named(choice));
                case "allowed_tools" -> {
                    Member mode = choice.get("allowed_tools").get("mode");
                    written.put("type", mode.isGiven() && mode.text().equals("required") ? "any" : "auto");
                }
                default -> throw type.wrong("one of function, custom and allowed_tools");
            }
        }
        if (!tools) {
            if (choice.node().isString() && !choice.text().equals("required")) {
                return;
            }
            throw choice.wrong("given with tools alone");
        }
        if (oneAtATime && !Json.text(written, "type").equals("none")) {
            written.put("disable_parallel_tool_use", true);
        }
        request.set("tool_choice", written);
    }
}
