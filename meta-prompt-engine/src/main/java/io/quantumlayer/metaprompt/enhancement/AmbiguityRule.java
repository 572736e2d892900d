package io.quantumlayer.metaprompt.enhancement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question that a request may leave open; the file {@code enhancement/ambiguities.yaml}.
 *
 * @param groups groups of types that it is for, or {@code null} for all
 * @param behaviour whether it is for requests that name a behaviour, or {@code null} for all
 * @param when what the request must contain, or {@code null} for anything
 * @param unless what answers the question already, or {@code null} for nothing
 * @param question {@code {match}} in it stands for what {@code when} found
 */
record AmbiguityRule(
        @JsonProperty("id") String id,
        @JsonProperty("for") @Nullable List<String> groups,
        @JsonProperty("behaviour") @Nullable Boolean behaviour,
        @JsonProperty("when") @Nullable WordPattern when,
        @JsonProperty("unless") @Nullable WordPattern unless,
        @JsonProperty("question") String question) {

    Optional<String> ask(String text, String group, boolean namesBehaviour) {
        if (groups != null && !groups.contains(group)
                || behaviour != null && behaviour != namesBehaviour
                || unless != null && unless.in(text)) {
            return Optional.empty();
        }
        if (when == null) {
            return Optional.of(question);
        }
        return when.find(text).map(match -> question.replace("{match}", match));
    }
}
