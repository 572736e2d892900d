package io.quantumlayer.contracts.prompts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prompt to enhance. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnhanceRequest(
        @JsonProperty("original_prompt") @NotBlank String originalPrompt,
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("language") @Nullable String language,
        @JsonProperty("context") @Nullable Map<String, Object> context,
        @JsonProperty("model") @Nullable String model) {}
