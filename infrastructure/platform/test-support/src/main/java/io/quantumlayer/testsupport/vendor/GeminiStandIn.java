package io.quantumlayer.testsupport.vendor;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gemini by the path that Google made for clients of OpenAI; an error is a JSON list there.
 *
 * <p>Sources beside the reports at the rules: "OpenAI compatibility" and "Thought signatures" of ai.google.dev.
 */
public final class GeminiStandIn extends ChatStandIn {

    private static final Set<String> MEMBERS = Set.of(
            "extra_body",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "model",
            "n",
            "parallel_tool_calls",
            "presence_penalty",
            "reasoning_effort",
            "response_format",
            "stop",
            "stream",
            "stream_options",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");
    /** "Thought signatures": taken in place of a signature that is not there. */
    private static final Set<String> DUMMIES =
            Set.of("skip_thought_signature_validator", "context_engineering_is_the_way_to_go");

    private static final String SIGNATURE = "c3RhbmQtaW4=";
    private static final int MOST = 65_536;
    private static final int THOUGHT = 128;

    private GeminiStandIn(Author author) {
        super(author, "/v1beta/openai");
    }

    /** Starts the vendor on a free port. */
    public static GeminiStandIn start(Author author) {
        return new GeminiStandIn(author);
    }

    @Override
    Refusal notFound() {
        return error(404, "NOT_FOUND", "Requested entity was not found.");
    }

    @Override
    void check(Call call) {
        if (!call.header("Authorization").equals("Bearer " + KEY)) {
            throw error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.");
        }
        if (!model(call).replaceFirst("^models/", "").startsWith("gemini-")) {
            throw error(
                    404,
                    "NOT_FOUND",
                    "models/%s is not found for API version v1main, or is not supported for generateContent."
                            .formatted(model(call)));
        }
        List<String> unknown = call.unknown(MEMBERS);
        if (!unknown.isEmpty()) {
            // MinLL/SkyrimNet-GamePlugin#77 (2025-08), Vali-98/ChatterUI#227 (seed), ComfyUI-NewBie-LLM-Formatter#3
            // (2026-01, gemini-3).
            throw unknown(unknown.stream()
                    .map("Invalid JSON payload received. Unknown name \"%s\": Cannot find field."::formatted)
                    .toList());
        }
        if (call.differs("presence_penalty", 0)) {
            // olimorris/codecompanion.nvim#1409 (2.5), Ikalus1988/MisakaNet#1473 (2026-09, 3.8).
            throw error(400, "INVALID_ARGUMENT", "Penalty is not enabled for models/" + model(call));
        }
        JsonNode schema = call.get("response_format").at("/json_schema/schema");
        if (schema.has("$schema")) {
            // QuantumNous/new-api#1037.
            throw unknown(List.of("Invalid JSON payload received. Unknown name \"$schema\" at"
                    + " 'generation_config.response_schema': Cannot find field."));
        }
        if (model(call).contains("gemini-3")) {
            signatures(call);
        }
    }

    /** The first call of each step since the user spoke last has to have its signature. */
    private static void signatures(Call call) {
        List<JsonNode> messages = call.get("messages").valueStream().toList();
        int user = messages.size() - 1;
        while (user > 0 && !messages.get(user).path("role").asString("").equals("user")) {
            user--;
        }
        for (int at = user; at < messages.size(); at++) {
            JsonNode first = messages.get(at).path("tool_calls").path(0);
            String signature =
                    first.at("/extra_content/google/thought_signature").asString("");
            if (first.isObject() && !signature.equals(SIGNATURE) && !DUMMIES.contains(signature)) {
                // nanbingxyz/5ire#405 (2026-02), labring/aiproxy#450 (this path).
                throw error(
                        400,
                        "INVALID_ARGUMENT",
                        ("Function call is missing a thought_signature in functionCall parts. This is required for"
                                        + " tools to work correctly, and missing thought_signature may lead to degraded model"
                                        + " performance. Additional data, function call `default_api:%s` , position %d. Please"
                                        + " refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.")
                                .formatted(first.at("/function/name").asString(""), at));
            }
        }
    }

    @Override
    int limit(Call call, Prompt prompt) {
        return Math.min(
                MOST,
                call.get("max_tokens").asInt(call.get("max_completion_tokens").asInt(MOST)));
    }

    @Override
    int thinks(Call call) {
        return THOUGHT;
    }

    @Override
    void adorn(ObjectNode toolCall) {
        toolCall.putObject("extra_content").putObject("google").put("thought_signature", SIGNATURE);
    }

    private static Refusal unknown(List<String> sentences) {
        Refusal refusal = error(400, "INVALID_ARGUMENT", sentences.stream().collect(Collectors.joining("\n")));
        ArrayNode violations = ((ObjectNode) refusal.body().path(0).path("error"))
                .putArray("details")
                .addObject()
                .put("@type", "type.googleapis.com/google.rpc.BadRequest")
                .putArray("fieldViolations");
        sentences.forEach(sentence -> violations.addObject().put("description", sentence));
        return refusal;
    }

    private static Refusal error(int status, String name, String message) {
        ArrayNode list = Json.array();
        list.addObject()
                .putObject("error")
                .put("code", status)
                .put("message", message)
                .put("status", name);
        return new Refusal(status, list);
    }
}
