package io.quantumlayer.contracts.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion request in the OpenAI wire format, as far as the platform's own roles use it.
 *
 * @param responseFormat {@code {"type":"json_schema","json_schema":{"name":…,"schema":…}}}
 * @param maxTokens longest answer, or {@code null} for the longest that the model can give
 * @param temperature {@code null} for the model's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatRequest(
        @JsonProperty("model") String model,
        @JsonProperty("messages") List<ChatMessage> messages,
        @JsonProperty("response_format") @Nullable Map<String, Object> responseFormat,
        @JsonProperty("max_tokens") @Nullable Integer maxTokens,
        @JsonProperty("temperature") @Nullable Double temperature) {}
