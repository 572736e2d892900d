package io.quantumlayer.testsupport.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API; what each model takes is {@link Claude}. */
public final class AnthropicStandIn extends StandIn {

    /** Source: API reference "Create a Message"; without what needs a beta header, such as "Context editing". */
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
            throw error(401, "authentication_error", "invalid x-api-key");
        }
        Claude model = checked(call);
        Prompt prompt = prompt(call.body());
        String tool = called(tool(call.body()), prompt);
        JsonNode schema = tool == null ? call.get("output_config").at("/format/schema") : input(call, tool);
        String said = say(prompt);
        boolean bound = tool == null ? schema.isObject() : schemaIsStrict(call, tool);
        Speech speech = Speech.of(
                prompt,
                bound ? Decoding.constrained(said, schema) : said,
                call.get("max_tokens").asInt());
        ClaudeMessage message =
                new ClaudeMessage(model.name(), answers.incrementAndGet(), speech, tool, model.thinks(call.body()));
        return call.streams() ? message.streamed() : message.whole();
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
        List<String> unknown = new ArrayList<>(call.unknown(MEMBERS));
        if (call.header("anthropic-beta").contains("context-management-2025-06-27")) {
            unknown.remove("context_management");
        }
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

    private static Refusal invalid(String message) {
        return error(400, "invalid_request_error", message);
    }

    private static Refusal error(int status, String type, String message) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return new Refusal(status, body.put("request_id", "req_stand_in"));
    }
}
