package io.quantumlayer.testsupport.vendor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's chat completions take, for models that reason ({@code o…}, {@code gpt-5…}) and those that do not.
 *
 * <p>Sources beside the reports at the rules: the API reference "Create chat completion" for members, the guides
 * "Reasoning models" and "Structured model outputs", and the models' pages for limits.
 */
final class OpenAiRules {

    private static final Set<String> MEMBERS = Set.of(
            "audio",
            "frequency_penalty",
            "function_call",
            "functions",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "metadata",
            "modalities",
            "model",
            "moderation",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "reasoning_effort",
            "response_format",
            "safety_identifier",
            "seed",
            "service_tier",
            "stop",
            "store",
            "stream",
            "stream_options",
            "temperature",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user",
            "verbosity",
            "web_search_options");
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final Pattern REASONING = Pattern.compile("o\\d.*|gpt-5(?!.*chat).*");
    /** API reference of response_format: JSON mode came with the models after gpt-4-0613, schemas with gpt-4o. */
    private static final Pattern WITHOUT_JSON = Pattern.compile("gpt-4(-0314|-0613)?|gpt-4-32k.*");

    private static final Pattern WITHOUT_SCHEMA =
            Pattern.compile(WITHOUT_JSON + "|gpt-4-turbo.*|gpt-4-\\d{4}-preview|gpt-3\\.5.*");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private OpenAiRules() {}

    /** Whether a model thinks before it answers. */
    static boolean reasons(String model) {
        return REASONING.matcher(model).matches();
    }

    /** Refuses a request. */
    static void check(Call call) {
        members(call);
        if (reasons(call.text("model"))) {
            reasoning(call);
        } else if (call.has("reasoning_effort")) {
            // davidmigloz/langchain_dart#712, umputun/tg-spam#304 (2025-06).
            throw unrecognized(List.of("reasoning_effort"));
        }
        limit(call, "max_tokens");
        limit(call, "max_completion_tokens");
        messages(call);
        format(call);
        call.get("tools").forEach(OpenAiRules::tool);
    }

    private static void members(Call call) {
        if (!call.text("model").matches("gpt-.*|chatgpt-.*|o\\d.*")) {
            throw new Refusal(
                    404,
                    OpenAiStandIn.error(
                            "The model `%s` does not exist or you do not have access to it."
                                    .formatted(call.text("model")),
                            "invalid_request_error",
                            null,
                            "model_not_found"));
        }
        List<String> unknown = call.unknown(MEMBERS);
        if (!unknown.isEmpty()) {
            // xlinx/sd-webui-decadetw-auto-prompt-llm#29 (top_k), nashsu/llm_wiki#336 (2026-06, thinking).
            throw unrecognized(unknown);
        }
        if (call.has("max_tokens") && call.has("max_completion_tokens")) {
            // langchain-ai/langgraph#5943 (2025-08, gpt-4.1).
            throw OpenAiStandIn.invalid(
                    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                    "max_tokens",
                    "invalid_parameter_combination");
        }
        if (call.has("stream_options") && !call.streams()) {
            throw OpenAiStandIn.invalid(
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options", null);
        }
    }

    private static void reasoning(Call call) {
        if (call.has("max_tokens")) {
            // anomalyco/opencode#37964 (2026-07), devnullvoid/dms-ai-assistant#12 (2026-05, gpt-5.2, gpt-5.4-mini).
            throw OpenAiStandIn.invalid(
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'"
                            + " instead.",
                    "max_tokens",
                    "unsupported_parameter");
        }
        // huggingface/smolagents#1671, #1868, #1893 (gpt-5, 5.1, 5.2).
        for (String name : List.of("stop", "logprobs", "top_logprobs", "logit_bias")) {
            if (call.has(name)) {
                throw OpenAiStandIn.invalid(
                        "Unsupported parameter: '%s' is not supported with this model.".formatted(name),
                        name,
                        "unsupported_parameter");
            }
        }
        // vercel/ai#10932: from 5.1 on these two are taken when there is no effort.
        boolean thoughtless = model51(call) && call.text("reasoning_effort").equals("none");
        if (!thoughtless) {
            // tak848/ccgate#113 (2026-07), zenn.dev/headwaters (2025-09: only the defaults).
            onlyDefault(call, "temperature", 1);
            onlyDefault(call, "top_p", 1);
        }
        onlyDefault(call, "presence_penalty", 0);
        onlyDefault(call, "frequency_penalty", 0);
    }

    private static boolean model51(Call call) {
        return call.text("model").matches("gpt-5\\.\\d.*");
    }

    private static void onlyDefault(Call call, String name, int value) {
        if (call.differs(name, value)) {
            throw OpenAiStandIn.invalid(
                    "Unsupported value: '%s' does not support %s with this model. Only the default (%d) value is supported."
                            .formatted(name, call.get(name), value),
                    name,
                    "unsupported_value");
        }
    }

    private static void limit(Call call, String name) {
        int most = most(call.text("model"));
        if (call.has(name) && call.get(name).asInt() > most) {
            // opencode-ai/opencode#140 (2025-05, gpt-4.1).
            throw OpenAiStandIn.invalid(
                    "%s is too large: %s. This model supports at most %d completion tokens, whereas you provided %s."
                            .formatted(name, call.get(name), most, call.get(name)),
                    name,
                    "invalid_value");
        }
    }

    /** Most tokens of an answer. */
    static int most(String model) {
        if (reasons(model)) {
            return model.startsWith("o") ? 100_000 : 128_000;
        }
        return model.startsWith("gpt-4.1") ? 32_768 : 16_384;
    }

    private static void messages(Call call) {
        if (call.get("messages").isEmpty()) {
            throw OpenAiStandIn.invalid(
                    "Missing required parameter: 'messages'.", "messages", "missing_required_parameter");
        }
        int at = 0;
        for (JsonNode message : call.get("messages")) {
            if (!ROLES.contains(message.path("role").asString(""))) {
                throw OpenAiStandIn.invalid(
                        ("Invalid value: '%s'. Supported values are: 'system', 'assistant', 'user', 'function',"
                                        + " 'tool', and 'developer'.")
                                .formatted(message.path("role").asString("")),
                        "messages[%d].role".formatted(at),
                        "invalid_value");
            }
            at++;
        }
    }

    private static void format(Call call) {
        JsonNode format = call.get("response_format");
        switch (format.path("type").asString("text")) {
            case "text" -> {}
            case "json_object" -> {
                if (WITHOUT_JSON.matcher(call.text("model")).matches()) {
                    // openai/openai-node#439 (2023-11).
                    throw noFormat("json_object", "");
                }
                // API reference of response_format: the prompt has to ask for JSON.
                if (!ChatStandIn.prompt(call).text().toLowerCase(Locale.ROOT).contains("json")) {
                    throw OpenAiStandIn.invalid(
                            "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                                    + " 'json_object'.",
                            "messages",
                            null);
                }
            }
            case "json_schema" -> {
                if (WITHOUT_SCHEMA.matcher(call.text("model")).matches()) {
                    // web-infra-dev/midscene#259 (2025-01); openai/openai-dotnet#276 for the parameter.
                    throw noFormat(
                            "json_schema",
                            " Learn more about supported models at the Structured Outputs guide:"
                                    + " https://platform.openai.com/docs/guides/structured-outputs");
                }
                String name = format.at("/json_schema/name").asString("");
                if (!NAME.matcher(name).matches()) {
                    throw OpenAiStandIn.invalid(
                            "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a"
                                    + " string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
                            "response_format.json_schema.name",
                            "invalid_value");
                }
                if (format.at("/json_schema/strict").asBoolean(false)) {
                    OpenAiSchema.check(
                            format.at("/json_schema/schema"),
                            "response_format '%s'".formatted(name),
                            "response_format");
                }
            }
            default ->
                throw OpenAiStandIn.invalid(
                        "Invalid value: '%s'. Supported values are: 'json_object', 'json_schema', and 'text'."
                                .formatted(format.path("type").asString("")),
                        "response_format.type",
                        "invalid_value");
        }
    }

    private static Refusal noFormat(String type, String more) {
        return OpenAiStandIn.invalid(
                "Invalid parameter: 'response_format' of type '%s' is not supported with this model.%s"
                        .formatted(type, more),
                "response_format",
                null);
    }

    private static void tool(JsonNode tool) {
        JsonNode function = tool.path("function");
        String name = function.path("name").asString("");
        if (!NAME.matcher(name).matches()) {
            // BerriAI/litellm#17904: names of MCP tools.
            throw OpenAiStandIn.invalid(
                    "Invalid 'tools[0].function.name': string too long. Expected a string with maximum length 64, but"
                            + " got a"
                            + " string with length %d instead.".formatted(name.length()),
                    "tools[0].function.name",
                    "string_above_max_length");
        }
        String where = "function '%s'".formatted(name);
        if (function.path("strict").asBoolean(false)) {
            OpenAiSchema.check(function.path("parameters"), where, "tools[0].function.parameters");
        } else if (function.path("parameters").path("type").asString("").equals("object")
                && !function.path("parameters").has("properties")) {
            // icebear0828/codex-proxy#22: tools of MCP servers without arguments.
            throw OpenAiStandIn.invalid(
                    "Invalid schema for %s: In context=(), object schema missing properties.".formatted(where),
                    "tools[0].function.parameters",
                    "invalid_function_parameters");
        }
    }

    private static Refusal unrecognized(List<String> names) {
        return OpenAiStandIn.invalid(
                "Unrecognized request argument%s supplied: %s"
                        .formatted(names.size() == 1 ? "" : "s", String.join(", ", names)),
                null,
                null);
    }
}
