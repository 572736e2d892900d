package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the models of a provider take.
 *
 * @param provider name of the provider, or its kind
 * @param models ids; {@code *} stands for any characters
 * @param takes see {@link ModelTraits}
 * @param date when the source said so
 * @param source where it is from
 */
public record TraitLine(
        @JsonProperty(value = "provider", required = true) String provider,
        @JsonProperty(value = "models", required = true) List<String> models,
        @JsonProperty(value = "takes", required = true) ObjectNode takes,
        @JsonProperty(value = "date", required = true) LocalDate date,
        @JsonProperty(value = "source", required = true) String source) {

    /** Characters of the longest of its patterns that has the model, stars not counted; -1 if none has. */
    int fit(String model) {
        int best = -1;
        for (String pattern : models) {
            if (matches(pattern, model)) {
                best = Math.max(best, pattern.replace("*", "").length());
            }
        }
        return best;
    }

    private static boolean matches(String pattern, String model) {
        return pattern.indexOf('*') < 0
                ? pattern.equals(model)
                : Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", model);
    }
}
