package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's tools and the choice between them in OpenAI's words. */
final class OpenAiTools {

    private OpenAiTools() {}

    static void write(Member messages, ObjectNode request) {
        List<Member> tools = messages.get("tools").objects();
        if (!tools.isEmpty()) {
            ArrayNode written = request.putArray("tools");
            tools.forEach(tool -> written.add(tool(tool)));
        }
        Member choice = messages.get("tool_choice");
        if (choice.isGiven()) {
            choice(choice, !tools.isEmpty(), request);
        }
    }

    private static ObjectNode tool(Member tool) {
        Member type = tool.get("type");
        if (type.isGiven() && !type.text().equals("custom")) {
            throw type.unsupported(
                    "only Claude knows what this tool is called with; send a tool with an input_schema of its own, or ask for a model of Anthropic's API.");
        }
        ObjectNode written = Json.object().put("type", "function");
        ObjectNode function =
                written.putObject("function").put("name", tool.get("name").name());
        String description = tool.get("description").textOrNull();
        if (description != null) {
            function.put("description", description);
        }
        function.set("parameters", tool.get("input_schema").object());
        if (tool.get("strict").isTrue()) {
            function.put("strict", true);
        }
        return written;
    }

    private static void choice(Member choice, boolean tools, ObjectNode request) {
        choice.object();
        Member type = choice.get("type");
        switch (type.text()) {
            case "auto", "none" -> {
                if (tools) {
                    request.put("tool_choice", type.text());
                }
            }
            case "any" -> request.put("tool_choice", "required");
            case "tool" ->
                request.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", choice.get("name").name());
            default -> throw type.wrong("one of auto, any, tool and none");
        }
        if (!tools && !type.text().equals("auto") && !type.text().equals("none")) {
            throw choice.wrong("given with tools alone");
        }
        if (tools && choice.get("disable_parallel_tool_use").isTrue()) {
            request.put("parallel_tool_calls", false);
        }
    }
}
