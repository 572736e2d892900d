package io.quantumlayer.llmrouter.translation;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Usage of a whole answer. */
public final class UsageReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private UsageReader() {}

    public static @Nullable TokenUsage ofAnswer(Protocol p, byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode u = root.path("usage");
            if (!u.isObject()) return null;
            return new TokenUsage(
                    u.path("prompt_tokens").asLong(u.path("input_tokens").asLong(0)),
                    u.path("completion_tokens").asLong(u.path("output_tokens").asLong(0)),
                    u.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                    0,
                    0,
                    root.path("model").isString() ? root.path("model").asString() : null);
        } catch (JacksonException e) {
            return null;
        }
    }
}
