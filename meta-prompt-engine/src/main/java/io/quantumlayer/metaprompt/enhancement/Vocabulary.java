package io.quantumlayer.metaprompt.enhancement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words by which languages, types and mere phrasing are told apart; the file {@code enhancement/vocabulary.yaml}. */
record Vocabulary(
        @JsonProperty("languages") Map<String, List<String>> languages,
        @JsonProperty("types") Map<String, TypeWords> types,
        @JsonProperty("filler") Set<String> filler,
        @JsonProperty("frameworks") Set<String> frameworks) {

    private static final String TARGETS =
            "function|method|class|library|module|package|service|microservice|api|rest|script|program|application|app|cli"
                    + "|tool|code|project|implementation|web|backend|server|component";
    private static final Pattern ASKED_FOR = Pattern.compile(
            "\\b(?:create|write|build|make|implement|generate|develop|need|want|give|code)\\s+(?:(?:me|us)\\s+)?"
                    + "(?:(?:an?|the|one)\\s+)?(\\S.{0,80}?)"
                    + "(?=\\s+(?:that|which|for|to|with|of|in|using|where|from|and|called|named)\\b|[.,;:\\n(]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}+#.'-]*");

    /** Words for a type; types of one group do not contradict each other. */
    record TypeWords(
            @JsonProperty("group") String group,
            @JsonProperty("words") List<String> words) {}

    /** The language that a name stands for; the name itself where it is not known. */
    String language(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return languages.entrySet().stream()
                .filter(entry -> entry.getValue().contains(plain))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(plain);
    }

    /** Languages that a text asks for, such as by "in Go" or "a Go function". */
    Set<String> languagesAskedFor(String text) {
        Set<String> found = new LinkedHashSet<>();
        languages.forEach((language, names) -> {
            for (String name : names) {
                String quoted = "(?<![\\w.+#-])" + Pattern.quote(name) + "(?![\\w+#])";
                Pattern pattern = Pattern.compile(
                        "\\b(?:in|using|with)\\s+" + quoted + "|" + quoted + "[\\s-]+(?:" + TARGETS + ")\\b",
                        Pattern.CASE_INSENSITIVE);
                if (pattern.matcher(text).find()) {
                    found.add(language);
                }
            }
        });
        return found;
    }

    /** The type that a text asks for, by the last words of what it wants created. */
    Optional<String> typeAskedFor(String text) {
        Matcher matcher = ASKED_FOR.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String wanted = " " + matcher.group(1).toLowerCase(Locale.ROOT).strip();
        return types.entrySet().stream()
                .filter(entry -> entry.getValue().words().stream().anyMatch(word -> wanted.endsWith(" " + word)))
                .map(Map.Entry::getKey)
                .reduce((first, second) -> longest(wanted, first, second));
    }

    private String longest(String wanted, String first, String second) {
        return length(wanted, second) > length(wanted, first) ? second : first;
    }

    private int length(String wanted, String type) {
        TypeWords words = types.get(type);
        return words == null
                ? 0
                : words.words().stream()
                        .filter(word -> wanted.endsWith(" " + word))
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
    }

    /** Group of a type; a type that is not known counts as code. */
    String group(@Nullable String type) {
        TypeWords words = type == null ? null : types.get(type.strip().toLowerCase(Locale.ROOT));
        return words == null ? "code" : words.group();
    }

    /** Whether a text names any behaviour once the phrasing around it is taken away. */
    boolean namesBehaviour(String text) {
        Set<String> empty = new HashSet<>(filler);
        languages.values().forEach(empty::addAll);
        types.values().forEach(type -> type.words().forEach(word -> empty.addAll(List.of(word.split("[ -]")))));
        frameworks.forEach(framework -> empty.addAll(List.of(framework.split(" "))));
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(result -> result.group().replaceAll("[.'-]+$", ""))
                .anyMatch(word -> !empty.contains(word)
                        && !List.of(word.split("-")).stream().allMatch(empty::contains));
    }
}
