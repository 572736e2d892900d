package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.Changes;
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
        if (claude && choice.get("disable_parallel_tool_use").isTrue()) {
            // Converse has no word for it, but hands Claude's own on; the choice has to be said there again in full.
            additional.set("tool_choice", choice.object());
        }
        request.set("toolConfig", config);
    }

    /**
     * Takes out what Claude alone can be told: to call one tool at a time. Codex says so to every model that it does not
     * know.
     */
    static Changes withoutOrder(Member messages) {
        Member choice = messages.get("tool_choice");
        return choice.node() instanceof ObjectNode given
                        && choice.get("disable_parallel_tool_use").isTrue()
                        && given.remove("disable_parallel_tool_use") != null
                ? new Changes(Set.of("tool_choice.disable_parallel_tool_use"), Set.of())
                : Changes.NONE;
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
            throw type.unsupported(
                    "only Claude knows what this tool is called with; send a tool with an input_schema of its own, or ask for a model of Anthropic's API.");
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
