package io.quantumlayer.testsupport.vendor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Claude takes, by its generation, wherever it is served.
 *
 * <p>Sources beside the reports at the rules: the pages "Models overview" (limits), "Extended thinking", "Migrating to
 * Claude Sonnet 5", "What's new in Claude Sonnet 5.5" of platform.claude.com.
 *
 * @param name as the platform knows it
 * @param family such as {@code sonnet}
 * @param version such as 4.5
 */
record Claude(String name, String family, double version) {

    private static final Pattern NAME = Pattern.compile(
            "claude-(?:(\\d)(?:-(\\d))?-)?(haiku|sonnet|opus|fable|mythos)(?:-(\\d)(?:-(\\d)(?!\\d))?(?!\\d))?");
    private static final int LEAST_BUDGET = 1024;

    /** Reads the generation off a name; {@code null} for a name that is no Claude's. */
    static @Nullable Claude named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.find()) {
            return null;
        }
        String major = matcher.group(1) == null ? matcher.group(4) : matcher.group(1);
        String minor = matcher.group(1) == null ? matcher.group(5) : matcher.group(2);
        return major == null
                ? null
                : new Claude(name, matcher.group(3), Double.parseDouble(major + "." + (minor == null ? "0" : minor)));
    }

    /** Most tokens of an answer. */
    int most() {
        if (version < 3.7) {
            return version < 3.5 ? 4096 : 8192;
        }
        if (version >= 4.6) {
            return 128_000;
        }
        return family.equals("opus") && version < 4.5 && version >= 4 ? 32_000 : 64_000;
    }

    /** Whether Anthropic's own API takes {@code output_config.format} for it: page "Structured outputs". */
    boolean structures() {
        return version >= 4.5 || family.equals("opus") && version == 4.1;
    }

    /** Whether it thinks when a request does not say so. */
    boolean thinksUnasked() {
        return version >= 5;
    }

    /** Whether it thinks before it answers this request, in the form of Anthropic's Messages API. */
    boolean thinks(ObjectNode body) {
        return switch (body.path("thinking").path("type").asString("")) {
            case "enabled", "adaptive" -> true;
            case "" -> thinksUnasked();
            default -> false;
        };
    }

    /**
     * Looks at a request in the form of Anthropic's Messages API.
     *
     * @throws NotTaken with the sentence of the API
     */
    void check(ObjectNode body) {
        int limit = body.path("max_tokens").asInt();
        if (limit > most()) {
            // Natively-AI-assistant/natively-cluely-ai-assistant#54 (2026-03), BerriAI/litellm#15715.
            throw new NotTaken("max_tokens: %d > %d, which is the maximum allowed number of output tokens for %s"
                    .formatted(limit, most(), name));
        }
        sampling(body);
        thinking(body);
        effort(body);
        choice(body);
        tools(body);
        schemas(body);
        messages(body);
    }

    private void sampling(ObjectNode body) {
        if (version >= 4.7) {
            // The-PR-Agent/pr-agent#2456 (2026-06), braintrustdata/lingua#335 (2026-07: sonnet 5, seen live). The
            // guide:
            // other than the default is refused.
            for (String name : List.of("temperature", "top_p", "top_k")) {
                if (body.hasNonNull(name)
                        && (name.equals("top_k") || body.path(name).asDouble() != 1)) {
                    throw new NotTaken("`%s` is deprecated for this model.".formatted(name));
                }
            }
        }
        double temperature = body.path("temperature").asDouble(1);
        if (temperature < 0 || temperature > 1) {
            throw new NotTaken("temperature: range: 0..1");
        }
        if (version >= 4.1 && body.hasNonNull("temperature") && body.hasNonNull("top_p")) {
            // SalesforceAIResearch/MCP-Universe#49 (2026-01), router-for-me/CLIProxyAPI#193.
            throw new NotTaken(
                    "`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
        }
    }

    private void thinking(ObjectNode body) {
        String type = body.path("thinking").path("type").asString("");
        switch (type) {
            case "enabled" -> {
                if (version < 3.7) {
                    throw new NotTaken("'%s' does not support thinking.".formatted(name));
                }
                if (version >= 4.7) {
                    // anomalyco/opencode#24527 (2026-04) has the words.
                    throw new NotTaken(
                            "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\""
                                    + " and \"output_config.effort\" to control thinking behavior.");
                }
                budget(body);
            }
            case "adaptive" -> {
                if (version < 4.6) {
                    // strands-agents/sdk-python#1856 (2026).
                    throw new NotTaken(
                            "thinking: Input tag 'adaptive' found using 'type' does not match any of the expected tags:"
                                    + " 'disabled', 'enabled'");
                }
            }
            case "disabled" -> {
                if (version >= 5.5 || thinksAlways()) {
                    // danielmiessler/Fabric v1.4.553: refused by 5.5, Fable and Mythos.
                    throw new NotTaken("\"thinking.type.disabled\" is not supported for this model.");
                }
            }
            default -> {}
        }
        boolean asked = type.equals("enabled") || type.equals("adaptive");
        if (asked && (body.path("temperature").asDouble(1) != 1 || body.hasNonNull("top_k"))) {
            // MartialBE/one-hub#529, CherryHQ/cherry-studio#13505.
            throw new NotTaken(
                    "`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at"
                            + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking#important-considerations-when-using-extended-thinking");
        }
    }

    private boolean thinksAlways() {
        return family.equals("fable") || family.equals("mythos");
    }

    private static void budget(ObjectNode body) {
        int budget = body.path("thinking").path("budget_tokens").asInt(0);
        if (budget < LEAST_BUDGET) {
            throw new NotTaken("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        }
        if (budget >= body.path("max_tokens").asInt()) {
            throw new NotTaken("`max_tokens` must be greater than `thinking.budget_tokens`.");
        }
    }

    private void effort(ObjectNode body) {
        boolean takes = version >= 4.6 || family.equals("opus") && version == 4.5;
        if (body.path("output_config").hasNonNull("effort") && !takes) {
            // Page "Effort": Opus 4.5 and all from 4.6 on; anthropics/anthropic-sdk-csharp#132 (2026-02, haiku 4.5).
            throw new NotTaken("This model does not support the effort parameter.");
        }
    }

    private void choice(ObjectNode body) {
        String type = body.path("tool_choice").path("type").asString("");
        boolean forced = type.equals("tool") || type.equals("any");
        if (!forced) {
            return;
        }
        if (version >= 5.5 || thinksAlways() && version > 5) {
            // vercel/ai#21364, can1357/oh-my-pi#12939, anthropics/claude-cookbooks#854 (2026-09).
            throw new NotTaken("tool_choice: type \"tool\" and \"any\" are not supported for this model.");
        }
        // Page "Extended thinking"; router-for-me/CLIProxyAPI#4070 (2026-07): Sonnet 5 thinks unless told not to. Opus
        // 5
        // and Fable 5 call the tool all the same (vercel/ai#21364, claude-cookbooks#854).
        boolean unasked = body.path("thinking").isMissingNode() && !family.equals("sonnet");
        if (thinks(body) && !unasked) {
            throw new NotTaken("Thinking may not be enabled when tool_choice forces tool use.");
        }
    }

    private static void tools(ObjectNode body) {
        int at = 0;
        for (JsonNode tool : body.path("tools")) {
            String where = "tools.%d.custom".formatted(at++);
            if (!tool.path("name").asString("").matches("[a-zA-Z0-9_-]{1,128}")) {
                throw new NotTaken(where + ".name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            }
            JsonNode schema = tool.path("input_schema");
            if (!schema.path("type").asString("").equals("object")) {
                throw new NotTaken(where + ".input_schema.type: Field required");
            }
            if (schema.has("oneOf") || schema.has("allOf") || schema.has("anyOf")) {
                // anthropics/claude-code#10606.
                throw new NotTaken(
                        where + ".input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level");
            }
        }
    }

    private void schemas(ObjectNode body) {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        JsonNode format = body.path("output_config").path("format");
        if (format.isObject()) {
            schemas.put("output_config.format.schema", format.path("schema"));
        }
        int at = 0;
        for (JsonNode tool : body.path("tools")) {
            if (tool.path("strict").asBoolean(false)) {
                schemas.put("tools.%d.custom".formatted(at), tool.path("input_schema"));
            }
            at++;
        }
        ClaudeSchema.check(schemas);
    }

    private void messages(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (!messages.path(0).path("role").asString("").equals("user")) {
            throw new NotTaken("messages: first message must use the \"user\" role");
        }
        for (JsonNode message : messages) {
            JsonNode content = message.path("content");
            // anthropics/claude-code#59812 (empty), #23369 (white space).
            if (content.isString() && content.asString().isBlank()) {
                throw new NotTaken("messages: text content blocks must contain non-whitespace text");
            }
            for (JsonNode block : content) {
                block(block);
            }
        }
        if (version >= 4.6
                && messages.path(messages.size() - 1).path("role").asString("").equals("assistant")) {
            // router-for-me/CLIProxyAPI#5319 (2026-08), langchain-ai/deepagents#1585.
            throw new NotTaken(
                    "This model does not support assistant message prefill. The conversation must end with a user"
                            + " message.");
        }
    }

    private static void block(JsonNode block) {
        String type = block.path("type").asString("");
        if (type.equals("text") && block.path("text").asString("").isBlank()) {
            throw new NotTaken("messages: text content blocks must contain non-whitespace text");
        }
        String id = block.path("id").asString(block.path("tool_use_id").asString("x"));
        if ((type.equals("tool_use") || type.equals("tool_result")) && !id.matches("[a-zA-Z0-9_-]+")) {
            // maximhq/bifrost#5097, BlockRunAI/ClawRouter#17: ids of Kimi.
            throw new NotTaken("messages.%s.id: String should match pattern '^[a-zA-Z0-9_-]+$'".formatted(type));
        }
    }
}
