package io.quantumlayer.protocols;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage as each protocol counts it. OpenAI's and Bedrock's totals are sums; Anthropic's input leaves the cache out. */
public final class Usages {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, null);

    private Usages() {}

    public static TokenUsage openAi(JsonNode usage, @Nullable String model) {
        JsonNode input = usage.path("prompt_tokens_details");
        return new TokenUsage(
                Json.count(usage, "prompt_tokens"),
                Json.count(usage, "completion_tokens"),
                Json.count(input, "cached_tokens"),
                Json.count(input, "cache_write_tokens"),
                Json.count(usage.path("completion_tokens_details"), "reasoning_tokens"),
                model);
    }

    public static TokenUsage responses(JsonNode usage, @Nullable String model) {
        JsonNode input = usage.path("input_tokens_details");
        return new TokenUsage(
                Json.count(usage, "input_tokens"),
                Json.count(usage, "output_tokens"),
                Json.count(input, "cached_tokens"),
                Json.count(input, "cache_write_tokens"),
                Json.count(usage.path("output_tokens_details"), "reasoning_tokens"),
                model);
    }

    /** Anthropic's usage on top of an earlier one: {@code message_delta} repeats only what it wants to change. */
    public static TokenUsage anthropic(JsonNode usage, TokenUsage earlier, @Nullable String model) {
        long cached = latest(usage, "cache_read_input_tokens", earlier.cachedInput());
        long written = latest(usage, "cache_creation_input_tokens", earlier.cacheWrite());
        long uncached = latest(usage, "input_tokens", earlier.uncachedInput());
        JsonNode details = usage.path("output_tokens_details");
        return new TokenUsage(
                uncached + cached + written,
                latest(usage, "output_tokens", earlier.output()),
                cached,
                written,
                latest(usage.path("cache_creation"), "ephemeral_1h_input_tokens", earlier.cacheWriteHour()),
                latest(details, "thinking_tokens", earlier.reasoning()),
                model == null ? earlier.model() : model);
    }

    private static long latest(JsonNode usage, String member, long earlier) {
        return usage.path(member).isNumber() ? Json.count(usage, member) : earlier;
    }

    public static TokenUsage converse(JsonNode usage, @Nullable String model) {
        long cached = Json.count(usage, "cacheReadInputTokens");
        long written = Json.count(usage, "cacheWriteInputTokens");
        return new TokenUsage(
                Json.count(usage, "inputTokens") + cached + written,
                Json.count(usage, "outputTokens"),
                cached,
                written,
                0,
                model);
    }

    public static ObjectNode toOpenAi(TokenUsage usage) {
        ObjectNode node = Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        ObjectNode input = node.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedInput());
        if (usage.cacheWrite() > 0) {
            input.put("cache_write_tokens", usage.cacheWrite());
        }
        node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        return node;
    }

    public static ObjectNode toResponses(TokenUsage usage) {
        ObjectNode node = Json.object().put("input_tokens", usage.input());
        node.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedInput())
                .put("cache_write_tokens", usage.cacheWrite());
        node.put("output_tokens", usage.output());
        node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        return node.put("total_tokens", usage.input() + usage.output());
    }

    public static ObjectNode toAnthropic(TokenUsage usage) {
        ObjectNode node = Json.object()
                .put("input_tokens", usage.uncachedInput())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cachedInput())
                .put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        return node;
    }
}
