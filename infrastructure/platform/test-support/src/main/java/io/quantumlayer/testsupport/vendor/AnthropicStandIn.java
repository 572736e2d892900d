package io.quantumlayer.testsupport.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API; what each model takes is {@link Claude}. */
public final class AnthropicStandIn extends StandIn {

    /** Source: API reference "Create a Message"; what needs a beta header is left out. */
    private static final Set<String> MEMBERS = Set.of(
            "cache_control",
            "container",
            "inference_geo",
            "max_tokens",
            "messages",
            "metadata",
            "model",
            "output_config",
            "service_tier",
            "stop_sequences",
            "stream",
            "system",
            "temperature",
            "thinking",
            "tool_choice",
            "tools",
            "top_k",
            "top_p");

    private final AtomicInteger answers = new AtomicInteger();

    private AnthropicStandIn(Author author) {
        super(author, "/v1");
    }

    /** Starts the vendor on a free port. */
    public static AnthropicStandIn start(Author author) {
        return new AnthropicStandIn(author);
    }

    /** What the vendor says to a key that it does not know. */
    public static Refusal wrongKey() {
        return error(401, "authentication_error", "invalid x-api-key");
    }

    /** What the vendor says when it has too much to do: page "Errors". */
    public static Refusal overloaded() {
        return error(529, "overloaded_error", "Overloaded");
    }

    @Override
    Refusal notFound() {
        return error(404, "not_found_error", "Not found");
    }

    @Override
    Reply answer(Call call) {
        if (!call.path().endsWith("/messages")) {
            throw notFound();
        }
        if (!call.header("x-api-key").equals(KEY)
                && !call.header("Authorization").equals("Bearer " + KEY)) {
            throw wrongKey();
        }
        Claude model = checked(call);
        Prompt prompt = prompt(call.body());
        String tool = tool(call.body());
        JsonNode schema = tool == null ? call.get("output_config").at("/format/schema") : input(call, tool);
        String said = say(prompt);
        boolean bound = tool == null ? schema.isObject() : schemaIsStrict(call, tool);
        Speech speech = Speech.of(
                prompt,
                bound ? Decoding.constrained(said, schema) : said,
                call.get("max_tokens").asInt());
        ArrayNode content = content(model.thinks(call.body()), speech, tool);
        return call.streams() ? streamed(call, speech, content, tool) : whole(call, speech, content, tool);
    }

    private static Claude checked(Call call) {
        if (call.header("anthropic-version").isEmpty()) {
            throw invalid("anthropic-version: header is required");
        }
        for (String needed : List.of("model", "max_tokens", "messages")) {
            if (!call.has(needed)) {
                throw invalid(needed + ": Field required");
            }
        }
        List<String> unknown = call.unknown(MEMBERS);
        if (!unknown.isEmpty()) {
            throw invalid(unknown.getFirst() + ": Extra inputs are not permitted");
        }
        Claude model = Claude.named(call.text("model"));
        if (model == null) {
            throw error(404, "not_found_error", "model: " + call.text("model"));
        }
        if (call.get("output_config").hasNonNull("format") && !model.structures()) {
            // dhyansraj/mcp-mesh#1341 (2026-07): a 400; its words are not told.
            throw invalid("'%s' does not support output format.".formatted(model.name()));
        }
        for (JsonNode message : call.get("messages")) {
            if (!List.of("user", "assistant").contains(message.path("role").asString(""))) {
                throw invalid("messages.0.role: Input should be 'user' or 'assistant'");
            }
        }
        try {
            model.check(call.body());
        } catch (NotTaken reason) {
            throw invalid(String.valueOf(reason.getMessage()));
        }
        return model;
    }

    private static Prompt prompt(ObjectNode body) {
        List<Prompt.Turn> turns = new ArrayList<>();
        if (body.has("system")) {
            turns.add(new Prompt.Turn("system", text(body.path("system"))));
        }
        for (JsonNode message : body.path("messages")) {
            turns.add(new Prompt.Turn(message.path("role").asString(""), text(message.path("content"))));
        }
        return new Prompt(body.path("model").asString(""), turns);
    }

    private static String text(JsonNode content) {
        return content.isString()
                ? content.asString()
                : content.valueStream()
                        .map(block -> block.path("text").asString(""))
                        .collect(Collectors.joining("\n"));
    }

    private static @Nullable String tool(ObjectNode body) {
        return switch (body.path("tool_choice").path("type").asString("")) {
            case "tool" -> body.path("tool_choice").path("name").asString("");
            case "any" -> body.path("tools").path(0).path("name").asString("");
            default -> null;
        };
    }

    private static JsonNode input(Call call, String name) {
        return found(call, name).path("input_schema");
    }

    private static boolean schemaIsStrict(Call call, String name) {
        return found(call, name).path("strict").asBoolean(false);
    }

    private static JsonNode found(Call call, String name) {
        return call.get("tools")
                .valueStream()
                .filter(tool -> tool.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ArrayNode content(boolean thinks, Speech speech, @Nullable String tool) {
        ArrayNode content = Json.array();
        if (thinks) {
            // Docs of Sonnet 5: the text of thoughts is left out unless it is asked for.
            content.addObject().put("type", "thinking").put("thinking", "").put("signature", "c3RhbmQtaW4=");
        }
        ObjectNode block = content.addObject();
        if (tool == null) {
            block.put("type", "text").put("text", speech.text());
        } else {
            block.put("type", "tool_use")
                    .put("id", "toolu_%024d".formatted(answers.incrementAndGet()))
                    .put("name", tool)
                    .set("input", speech.cutOff() ? Json.object() : Json.read(speech.text()));
        }
        return content;
    }

    private Reply whole(Call call, Speech speech, ArrayNode content, @Nullable String tool) {
        ObjectNode message = message(call, speech, speech.tokens());
        message.set("content", content);
        message.put("stop_reason", stop(speech, tool));
        return Reply.json(message);
    }

    private Reply streamed(Call call, Speech speech, ArrayNode content, @Nullable String tool) {
        ObjectNode start = Json.object().put("type", "message_start");
        start.set("message", message(call, speech, 1));
        Reply.Events events = Reply.events().event("message_start", start);
        for (int index = 0; index < content.size(); index++) {
            block(events, index, (ObjectNode) content.get(index), speech);
        }
        ObjectNode end = Json.object().put("type", "message_delta");
        end.putObject("delta").put("stop_reason", stop(speech, tool)).putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", speech.tokens());
        return events.event("message_delta", end)
                .event("message_stop", Json.object().put("type", "message_stop"))
                .end();
    }

    private static void block(Reply.Events events, int index, ObjectNode block, Speech speech) {
        String type = block.path("type").asString();
        ObjectNode empty = block.deepCopy();
        switch (type) {
            case "text" -> empty.put("text", "");
            case "tool_use" -> empty.set("input", Json.object());
            default -> {
                String signature = block.path("signature").asString();
                empty.put("signature", "");
                events.event("content_block_start", at("content_block_start", index, "content_block", empty));
                events.event(
                        "content_block_delta",
                        at(
                                "content_block_delta",
                                index,
                                "delta",
                                Json.object().put("type", "signature_delta").put("signature", signature)));
                events.event("content_block_stop", stopped(index));
                return;
            }
        }
        events.event("content_block_start", at("content_block_start", index, "content_block", empty));
        events.event("ping", Json.object().put("type", "ping"));
        for (String piece : speech.pieces()) {
            ObjectNode delta = type.equals("text")
                    ? Json.object().put("type", "text_delta").put("text", piece)
                    : Json.object().put("type", "input_json_delta").put("partial_json", piece);
            events.event("content_block_delta", at("content_block_delta", index, "delta", delta));
        }
        events.event("content_block_stop", stopped(index));
    }

    private static ObjectNode at(String type, int index, String name, ObjectNode member) {
        ObjectNode event = Json.object().put("type", type).put("index", index);
        event.set(name, member);
        return event;
    }

    private static ObjectNode stopped(int index) {
        return Json.object().put("type", "content_block_stop").put("index", index);
    }

    private ObjectNode message(Call call, Speech speech, int written) {
        ObjectNode message = Json.object()
                .put("id", "msg_%024d".formatted(answers.incrementAndGet()))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", call.text("model"));
        message.putArray("content");
        message.putNull("stop_reason");
        message.putNull("stop_sequence");
        message.putObject("usage")
                .put("input_tokens", speech.promptTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", written);
        return message;
    }

    private static String stop(Speech speech, @Nullable String tool) {
        return speech.cutOff() ? "max_tokens" : tool == null ? "end_turn" : "tool_use";
    }

    private static Refusal invalid(String message) {
        return error(400, "invalid_request_error", message);
    }

    private static Refusal error(int status, String type, String message) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return new Refusal(status, body.put("request_id", "req_stand_in"));
    }
}
