package io.quantumlayer.metaprompt.enhancement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Non-functional requirements that hold by default; the file {@code enhancement/quality.yaml}. */
record QualityDefaults(
        @JsonProperty("general") List<Rule> general,
        @JsonProperty("frameworkless") List<Rule> frameworkless,
        @JsonProperty("languages") Map<String, List<Rule>> languages,
        @JsonProperty("types") Map<String, List<Rule>> types) {

    /**
     * A default.
     *
     * @param unless what shows that the request has a word of its own on it
     */
    record Rule(
            @JsonProperty("text") String text,
            @JsonProperty("unless") @Nullable WordPattern unless) {

        boolean appliesTo(String request) {
            return unless == null || !unless.in(request);
        }
    }

    List<String> of(String request, @Nullable String language, String group, boolean framework) {
        return Stream.of(
                        framework ? List.<Rule>of() : frameworkless,
                        language == null ? List.<Rule>of() : languages.getOrDefault(language, List.of()),
                        types.getOrDefault(group, List.of()),
                        general)
                .flatMap(List::stream)
                .filter(rule -> rule.appliesTo(request))
                .map(Rule::text)
                .toList();
    }
}
