package io.quantumlayer.contracts.llm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat completion in the OpenAI wire format; members that the platform does not use are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatCompletion(
        @JsonProperty("id") String id,
        @JsonProperty("model") String model,
        @JsonProperty("choices") List<Choice> choices,
        @JsonProperty("usage") @Nullable TokenUsage usage) {

    /** One of the completions. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Choice(
            @JsonProperty("index") int index,
            @JsonProperty("message") Message message,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    /** The assistant's message; {@code refusal} stands in place of {@code content} when the model declined. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Message(
            @JsonProperty("role") String role,
            @JsonProperty("content") @Nullable String content,
            @JsonProperty("refusal") @Nullable String refusal) {}

    /** Tokens of the call. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TokenUsage(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("total_tokens") long totalTokens) {}
}
