package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's tools and the choice between them in Anthropic's words. */
final class AnthropicTools {

    private AnthropicTools() {}

    static void write(Member chat, ObjectNode request) {
        List<Member> tools = chat.get("tools").objects();
        if (!tools.isEmpty()) {
            ArrayNode written = request.putArray("tools");
            tools.forEach(tool -> written.add(tool(tool)));
        }
        choice(chat.get("tool_choice"), chat.get("parallel_tool_calls"), !tools.isEmpty(), request);
    }

    private static ObjectNode tool(Member tool) {
        Member type = tool.get("type");
        if (!type.text().equals("function")) {
            throw type.unsupported("only tools of the type function can be sent.");
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
            if (!type.text().equals("function")) {
                throw type.unsupported("name one function, or send only the tools that may be called.");
            }
            Member function = choice.get("function");
            function.object();
            written.put("type", "tool").put("name", function.get("name").name());
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
