package io.quantumlayer.testsupport.vendor;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Groq's chat completions, which know schemas with some models alone.
 *
 * <p>Sources beside the reports at the rules: the API reference and "Structured Outputs" of console.groq.com/docs.
 */
public final class GroqStandIn extends ChatStandIn {

    private static final Set<String> MEMBERS = Set.of(
            "disable_tool_validation",
            "frequency_penalty",
            "function_call",
            "functions",
            "include_reasoning",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "metadata",
            "model",
            "n",
            "parallel_tool_calls",
            "presence_penalty",
            "reasoning_effort",
            "reasoning_format",
            "response_format",
            "search_settings",
            "seed",
            "service_tier",
            "stop",
            "stream",
            "stream_options",
            "temperature",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user");
    private static final int MOST = 32_768;

    private GroqStandIn(Author author) {
        super(author, "/openai/v1");
    }

    /** Starts the vendor on a free port. */
    public static GroqStandIn start(Author author) {
        return new GroqStandIn(author);
    }

    @Override
    Refusal notFound() {
        return new Refusal(404, error("Unknown request URL"));
    }

    @Override
    void check(Call call) {
        if (!call.header("Authorization").equals("Bearer " + KEY)) {
            throw new Refusal(401, error("Invalid API Key"));
        }
        List<String> unknown = call.unknown(MEMBERS);
        if (!unknown.isEmpty()) {
            // fanenr/chatbot#21.
            throw invalid("property '%s' is unsupported".formatted(unknown.getFirst()));
        }
        String format = call.get("response_format").path("type").asString("text");
        if (format.equals("json_schema")) {
            schema(call);
        }
    }

    private void schema(Call call) {
        if (!model(call).matches("openai/gpt-oss-.*|moonshotai/kimi-k2.*|meta-llama/llama-4-.*")) {
            // ItzCrazyKns/Vane#980 (2026-01).
            throw invalid("This model does not support response format `json_schema`. See supported models at"
                    + " https://console.groq.com/docs/structured-outputs#supported-models");
        }
        JsonNode json = call.get("response_format").path("json_schema");
        Schemas.visit(json.path("schema"), (each, path) -> {
            for (String keyword : List.of("minItems", "maxItems")) {
                if (each.has(keyword)) {
                    // i-am-bee/beeai-framework#1215 (2025-10).
                    throw invalid(
                            "invalid schema for response format: response_format/json_schema/%s: %s is not supported"
                                    .formatted(json.path("name").asString(""), keyword));
                }
            }
        });
    }

    @Override
    int limit(Call call, Prompt prompt) {
        return call.get("max_completion_tokens").asInt(call.get("max_tokens").asInt(MOST));
    }

    private static Refusal invalid(String message) {
        return new Refusal(400, error(message));
    }

    private static ObjectNode error(String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("message", message).put("type", "invalid_request_error");
        return body;
    }
}
