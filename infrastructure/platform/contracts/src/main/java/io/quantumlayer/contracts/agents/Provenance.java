package io.quantumlayer.contracts.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from.
 *
 * @param provider provider that answered, such as {@code builtin}
 * @param model model that answered, with its version where the provider tells it
 * @param prompt name of the prompt template
 * @param promptVersion version of the prompt template
 * @param attempts model calls that the answer took; more than 1 when one broke the schema or was cut off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        @JsonProperty("provider") @Nullable String provider,
        @JsonProperty("model") String model,
        @JsonProperty("prompt") String prompt,
        @JsonProperty("prompt_version") int promptVersion,
        @JsonProperty("attempts") int attempts,
        @JsonProperty("usage") Usage usage) {}
