package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's tools and the choice between them in Bedrock's words. */
final class ConverseTools {

    private ConverseTools() {}

    static void write(Member messages, boolean claude, Set<String> called, ObjectNode request, ObjectNode additional) {
        List<Member> tools = messages.get("tools").objects();
        Member choice = messages.get("tool_choice");
        String type = choice.isGiven() ? choice.get("type").text() : "";
        if (tools.isEmpty()) {
            if (type.equals("any") || type.equals("tool")) {
                throw choice.wrong("given with tools alone");
            }
            if (!called.isEmpty()) {
                ofHistory(called, request);
            }
            return;
        }
        ObjectNode config = Json.object();
        ArrayNode written = config.putArray("tools");
        tools.forEach(tool -> tool(tool, written));
        switch (type) {
            case "", "auto" -> {}
            case "any" -> config.putObject("toolChoice").putObject("any");
            case "tool" ->
                config.putObject("toolChoice")
                        .putObject("tool")
                        .put("name", choice.get("name").name());
            case "none" -> {
                if (!called.isEmpty()) {
                    throw choice.get("type")
                            .unsupported("leave the tools' calls out of the conversation, or allow auto.");
                }
                return;
            }
            default -> throw choice.get("type").wrong("one of auto, any, tool and none");
        }
        Member alone = choice.get("disable_parallel_tool_use");
        if (alone.isTrue()) {
            if (!claude) {
                throw alone.unsupported("this model calls tools in parallel if it likes to.");
            }
            // Converse has no word for it, but hands Claude's own on; the choice has to be said there again in full.
            additional.set("tool_choice", choice.object());
        }
        request.set("toolConfig", config);
    }

    /** Bedrock wants the tools of a conversation that has called some; the names are all that is known of them. */
    private static void ofHistory(Set<String> called, ObjectNode request) {
        ArrayNode tools = request.putObject("toolConfig").putArray("tools");
        for (String name : called) {
            ObjectNode spec = tools.addObject().putObject("toolSpec").put("name", name);
            spec.put("description", "A tool that was called before.");
            spec.putObject("inputSchema").putObject("json").put("type", "object");
        }
    }

    private static void tool(Member tool, ArrayNode written) {
        Member type = tool.get("type");
        if (type.isGiven() && !type.text().equals("custom")) {
            throw type.unsupported("the model has no schema for it; send a tool with an input_schema of its own.");
        }
        ObjectNode spec = written.addObject()
                .putObject("toolSpec")
                .put("name", tool.get("name").name());
        String description = tool.get("description").textOrNull();
        if (description != null && !description.isEmpty()) {
            spec.put("description", description);
        }
        spec.putObject("inputSchema").set("json", tool.get("input_schema").object());
        if (tool.get("strict").isTrue()) {
            spec.put("strict", true);
        }
        if (tool.get("cache_control").isGiven()) {
            written.add(ConverseTurns.cachePoint(tool.get("cache_control")));
        }
    }
}
