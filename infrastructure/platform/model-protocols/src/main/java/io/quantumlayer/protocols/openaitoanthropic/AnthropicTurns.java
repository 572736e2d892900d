package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.StreamedInput;
import io.quantumlayer.protocols.Thoughts;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's messages as Anthropic's system text and turns. System and developer messages go to the front wherever they
 * stood; the results of parallel calls, and what the user says next, become one turn.
 */
final class AnthropicTurns {

    private final ArrayNode system = Json.array();
    private final ArrayNode turns = Json.array();
    private String role = "";
    private ArrayNode content = Json.array();

    private AnthropicTurns() {}

    static void write(Member messages, ObjectNode request) {
        List<Member> given = messages.elements();
        if (given.isEmpty()) {
            throw messages.wrong("an array of at least one message");
        }
        AnthropicTurns turns = new AnthropicTurns();
        for (Member message : given) {
            message.object();
            turns.add(message);
        }
        turns.turn("");
        if (turns.turns.isEmpty()) {
            throw messages.wrong("an array with at least one message that is not a system message");
        }
        if (!turns.system.isEmpty()) {
            request.set("system", turns.system);
        }
        request.set("messages", turns.turns);
    }

    private void add(Member message) {
        Member role = message.get("role");
        switch (role.text()) {
            case "system", "developer" ->
                system.addAll(AnthropicParts.of(message.get("content"), AnthropicParts.Allowed.TEXT));
            case "user" -> {
                turn("user");
                content.addAll(AnthropicParts.of(message.get("content"), AnthropicParts.Allowed.ALL));
            }
            case "tool" -> {
                turn("user");
                result(message);
            }
            case "assistant" -> {
                turn("assistant");
                assistant(message);
            }
            case "function" -> throw role.unsupported("use messages of the role tool.");
            default -> throw role.wrong("one of system, developer, user, assistant and tool");
        }
    }

    /** Begins a turn of the other side. */
    private void turn(String next) {
        if (next.equals(role)) {
            return;
        }
        if (!content.isEmpty()) {
            turns.addObject().put("role", role).set("content", content);
        }
        role = next;
        content = Json.array();
    }

    private void result(Member message) {
        ObjectNode block = Json.object()
                .put("type", "tool_result")
                .put("tool_use_id", message.get("tool_call_id").name());
        ArrayNode parts = AnthropicParts.of(message.get("content"), AnthropicParts.Allowed.RESULT);
        block.set("content", parts);
        if (message.get("is_error").isTrue()) {
            block.put("is_error", true);
        }
        content.add(CacheMarks.keep(message, block));
    }

    private void assistant(Member message) {
        Member audio = message.get("audio");
        if (audio.isGiven()) {
            throw audio.unsupported("send the text of what was said.");
        }
        if (message.get("function_call").isGiven()) {
            throw message.get("function_call").unsupported("use tool_calls.");
        }
        Thoughts.toAnthropic(message.get("thinking_blocks"), content);
        if (message.get("content").isGiven()) {
            content.addAll(AnthropicParts.of(message.get("content"), AnthropicParts.Allowed.TEXT));
        }
        String refusal = message.get("refusal").textOrNull();
        if (refusal != null && !refusal.isEmpty()) {
            content.addObject().put("type", "text").put("text", refusal);
        }
        for (Member call : message.get("tool_calls").objects()) {
            call(call);
        }
    }

    private void call(Member call) {
        Member type = call.get("type");
        boolean custom = type.isGiven() && type.text().equals("custom");
        if (type.isGiven() && !custom && !type.text().equals("function")) {
            throw type.unsupported("only calls of functions and custom tools can be sent.");
        }
        Member called = call.get(custom ? "custom" : "function");
        called.object();
        ObjectNode block = Json.object()
                .put("type", "tool_use")
                .put("id", call.get("id").name())
                .put("name", called.get("name").name());
        block.set(
                "input",
                custom
                        ? Json.read(StreamedInput.arguments(called.get("input").text()))
                        : input(called.get("arguments")));
        content.add(CacheMarks.keep(call, block));
    }

    static ObjectNode input(Member arguments) {
        if (!arguments.isGiven() || arguments.text().isBlank()) {
            return Json.object();
        }
        try {
            JsonNode input = Json.read(arguments.text());
            if (input instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw arguments.wrong("the text of a JSON object");
        }
        throw arguments.wrong("the text of a JSON object");
    }
}
