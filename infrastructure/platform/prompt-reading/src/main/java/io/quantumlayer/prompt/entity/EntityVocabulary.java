package io.quantumlayer.prompt.entity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words that the grammar of entities goes by; the content of {@code prompt/entities.yaml}.
 *
 * @param rules how a name tells a type; the first that matches decides
 * @param types words that state a type
 * @param notEntities nouns that are never an entity
 * @param notAttributes what follows "with" or "and" without being an attribute
 * @param verbs words that begin a new statement
 * @param things nouns that "has a" makes a reference
 * @param boundaries words that end a noun phrase
 */
record EntityVocabulary(
        @JsonProperty(value = "rules", required = true) List<TypeRule> rules,
        @JsonProperty(value = "types", required = true) Map<String, List<String>> types,

        @JsonProperty(value = "not_entities", required = true)
        Set<String> notEntities,

        @JsonProperty(value = "not_attributes", required = true)
        Set<String> notAttributes,

        @JsonProperty(value = "verbs", required = true) Set<String> verbs,

        @JsonProperty(value = "irregular_plurals", required = true)
        Map<String, String> irregularPlurals,

        @JsonProperty(value = "things", required = true) Set<String> things,
        @JsonProperty(value = "boundaries", required = true) Set<String> boundaries) {

    /** A type that follows from the first word, the last word or the whole of an attribute's name. */
    record TypeRule(
            @JsonProperty("first") List<String> first,
            @JsonProperty("last") List<String> last,
            @JsonProperty("whole") List<String> whole,
            @JsonProperty(value = "type", required = true) String type,
            @JsonProperty("min") @Nullable Double min) {

        boolean matches(String name) {
            String[] words = name.split("_");
            return first.contains(words[0]) && words.length > 1
                    || last.contains(words[words.length - 1])
                    || whole.contains(name);
        }
    }
}
