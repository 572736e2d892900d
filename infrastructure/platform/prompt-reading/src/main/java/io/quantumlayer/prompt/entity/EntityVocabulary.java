package io.quantumlayer.prompt.entity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that the grammar of entities goes by; the content of {@code prompt/entities.yaml}, which says what each list is. */
record EntityVocabulary(
        @JsonProperty(value = "rules", required = true) List<TypeRule> rules,
        @JsonProperty(value = "types", required = true) Types types,

        @JsonProperty(value = "not_entities", required = true)
        Set<String> notEntities,

        @JsonProperty(value = "not_attributes", required = true)
        Set<String> notAttributes,

        @JsonProperty(value = "verbs", required = true) Set<String> verbs,

        @JsonProperty(value = "irregular_plurals", required = true)
        Map<String, String> irregularPlurals,

        @JsonProperty(value = "nouns", required = true) List<String> nouns,

        @JsonProperty(value = "uncountable", required = true)
        Set<String> uncountable,

        @JsonProperty(value = "things", required = true) Set<String> things,
        @JsonProperty(value = "containers", required = true) Set<String> containers,
        @JsonProperty(value = "enumerated", required = true) Set<String> enumerated,
        @JsonProperty(value = "values", required = true) Set<String> values,
        @JsonProperty(value = "behaviours", required = true) Set<String> behaviours,
        @JsonProperty(value = "results", required = true) Set<String> results,
        @JsonProperty(value = "states", required = true) Set<String> states,

        @JsonProperty(value = "selective", required = true) Set<String> selective,

        @JsonProperty(value = "measures", required = true) Set<String> measures,
        @JsonProperty(value = "shared", required = true) Set<String> shared,
        @JsonProperty(value = "features", required = true) Set<String> features,

        @JsonProperty(value = "plural_texts", required = true)
        Set<String> pluralTexts,

        @JsonProperty(value = "collections", required = true)
        Set<String> collections,

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
            return first.stream().anyMatch(word -> name.startsWith(word + "_"))
                    || last.contains(words[words.length - 1])
                    || whole.contains(name);
        }
    }

    /** Words that state a type, and patterns that find them. */
    static final class Types {

        private final Map<String, List<String>> words;
        private final Map<Pattern, String> patterns = new LinkedHashMap<>();

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Types(Map<String, List<String>> words) {
            this.words = words;
            words.forEach((type, names) -> names.forEach(
                    name -> patterns.put(Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])"), type)));
        }

        boolean contains(String word) {
            return words.values().stream().anyMatch(names -> names.contains(word));
        }

        /** The type that the words state by the longest name, or {@code null}. */
        @Nullable
        String stated(String said) {
            String best = null;
            int length = 0;
            for (Map.Entry<Pattern, String> type : patterns.entrySet()) {
                if (type.getKey().pattern().length() > length
                        && type.getKey().matcher(said).find()) {
                    best = type.getValue();
                    length = type.getKey().pattern().length();
                }
            }
            return best;
        }

        /** The words without those that state a type. */
        String takenOutOf(String said) {
            String rest = said;
            for (Pattern type : patterns.keySet()) {
                rest = type.matcher(rest).replaceAll(" ");
            }
            return rest;
        }
    }

    /** The first rule that the name of an attribute falls under. */
    Optional<TypeRule> rule(String name) {
        return rules.stream().filter(rule -> rule.matches(name)).findFirst();
    }
}
