package io.quantumlayer.contracts.prompts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values for a template's variables.
 *
 * @param version template version, or {@code null} for the one that the label {@code production} points at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RenderRequest(
        @JsonProperty("variables") @NotNull Map<String, Object> variables,
        @JsonProperty("version") @Nullable Integer version) {}
