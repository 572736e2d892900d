package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Thoughts;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's system text and turns as OpenAI's messages: each tool result is a message of its own, before the rest. */
final class OpenAiTurns {

    private final ArrayNode messages = Json.array();

    private OpenAiTurns() {}

    static void write(Member request, ObjectNode written) {
        OpenAiTurns turns = new OpenAiTurns();
        Member system = request.get("system");
        if (system.isGiven()) {
            turns.system(system);
        }
        List<Member> given = request.get("messages").elements();
        if (given.isEmpty()) {
            throw request.get("messages").wrong("an array of at least one message");
        }
        for (Member message : given) {
            message.object();
            Member content = message.get("content");
            switch (message.get("role").text()) {
                case "user" -> turns.user(content);
                case "assistant" -> turns.assistant(content);
                case "system" -> turns.system(content);
                default -> throw message.get("role").wrong("user or assistant");
            }
        }
        written.set("messages", turns.messages);
    }

    private void system(Member content) {
        ArrayNode parts = OpenAiParts.of(content, true);
        if (!parts.isEmpty()) {
            messages.addObject().put("role", "system").set("content", OpenAiParts.simplest(parts));
        }
    }

    private void user(Member content) {
        if (content.node().isString()) {
            messages.addObject().put("role", "user").put("content", content.text());
            return;
        }
        ArrayNode parts = Json.array();
        List<Member> blocks = blocks(content);
        for (Member block : blocks) {
            if (block.get("type").text().equals("tool_result")) {
                result(block, parts);
            }
        }
        for (Member block : blocks) {
            if (!block.get("type").text().equals("tool_result")) {
                parts.add(OpenAiParts.part(block, false));
            }
        }
        if (!parts.isEmpty()) {
            messages.addObject().put("role", "user").set("content", OpenAiParts.simplest(parts));
        }
    }

    /**
     * OpenAI's tool messages hold text alone, so the images of a result follow in the user's message; and they have no
     * mark for a failed call, so its text begins with one.
     */
    private void result(Member block, ArrayNode following) {
        StringBuilder text = new StringBuilder();
        Member content = block.get("content");
        if (content.isGiven() && content.node().isString()) {
            text.append(content.text());
        } else if (content.isGiven()) {
            for (Member part : blocks(content)) {
                if (part.get("type").text().equals("text")) {
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(part.get("text").text());
                } else {
                    following.add(OpenAiParts.part(part, false));
                }
            }
        }
        if (block.get("is_error").isTrue()) {
            text.insert(0, "Error: ");
        }
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", block.get("tool_use_id").name())
                .put("content", text.toString());
    }

    /** A turn that was broken off before it said anything is left out: some vendors refuse such a message. */
    private void assistant(Member content) {
        ObjectNode message = Json.object().put("role", "assistant");
        if (content.node().isString()) {
            if (!content.text().isBlank()) {
                messages.add(message.put("content", content.text()));
            }
            return;
        }
        StringBuilder text = new StringBuilder();
        ArrayNode calls = Json.array();
        for (Member block : blocks(content)) {
            switch (block.get("type").text()) {
                case "text" -> text.append(block.get("text").text());
                case "tool_use" -> calls.add(call(block));
                case "thinking", "redacted_thinking" -> Thoughts.toOpenAi(block, message);
                default ->
                    throw block.get("type").unsupported("an assistant's turn can hold text, thinking and tool_use.");
            }
        }
        boolean blank = text.toString().isBlank();
        message.put("content", blank ? null : text.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        if (!blank || !calls.isEmpty()) {
            messages.add(message);
        }
    }

    private static ObjectNode call(Member block) {
        ObjectNode call = Json.object().put("id", block.get("id").name()).put("type", "function");
        Member input = block.get("input");
        call.putObject("function")
                .put("name", block.get("name").name())
                .put("arguments", input.isGiven() ? Json.text(input.object()) : "{}");
        return call;
    }

    private static List<Member> blocks(Member content) {
        if (!content.node().isArray()) {
            throw content.wrong("a string or an array of blocks");
        }
        return content.objects();
    }
}
