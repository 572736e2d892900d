package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask, in the platform's own form.
 *
 * @param prompt the user's message, where there are no {@code messages}
 * @param system the system message that goes with {@code prompt}
 * @param provider provider to ask; without {@code model}, its first model
 */
record GenerateRequest(
        @JsonProperty("messages") @Nullable List<Map<String, Object>> messages,
        @JsonProperty("prompt") @Nullable String prompt,
        @JsonProperty("system") @Nullable String system,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("provider") @Nullable String provider,
        @JsonProperty("max_tokens") @Nullable Integer maxTokens,
        @JsonProperty("temperature") @Nullable Double temperature,
        @JsonProperty("response_format") @Nullable Map<String, Object> responseFormat) {}
