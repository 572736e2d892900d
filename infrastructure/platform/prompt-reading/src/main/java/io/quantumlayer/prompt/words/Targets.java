package io.quantumlayer.prompt.words;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.yaml.Yaml;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of what is to be made: languages, types and frameworks; the file {@code prompt/target.yaml}. */
public final class Targets {

    private static final String MADE =
            "function|method|class|library|module|package|service|microservice|api|rest|script|program|application|app|cli"
                    + "|tool|code|project|implementation|web|backend|server|component";
    private static final Pattern ASKED_FOR = Pattern.compile(
            "\\b(?:create|write|build|make|implement|generate|develop|need|want|give|code)\\s+(?:(?:me|us)\\s+)?"
                    + "(?:(?:an?|the|one)\\s+)?(\\S.{0,80}?)"
                    + "(?=\\s+(?:that|which|for|to|with|of|in|using|where|from|and|called|named)\\b|[.,;:\\n(]|$)",
            Pattern.CASE_INSENSITIVE);

    private final Words words;
    private final Map<String, List<Pattern>> askedFor = new LinkedHashMap<>();
    private final List<Pattern> frameworks;

    private Targets(Words words) {
        this.words = words;
        words.languages()
                .forEach((language, names) -> askedFor.put(
                        language, names.stream().map(Targets::askedForIn).toList()));
        this.frameworks = words.frameworks().stream().map(Targets::wholeWords).toList();
    }

    private record Words(
            @JsonProperty(value = "languages", required = true)
            Map<String, List<String>> languages,

            @JsonProperty(value = "types", required = true) Map<String, TypeWords> types,

            @JsonProperty(value = "fulfilled", required = true)
            Map<String, Set<String>> fulfilled,

            @JsonProperty(value = "frameworks", required = true)
            Set<String> frameworks,

            @JsonProperty(value = "no_framework", required = true)
            Set<String> noFramework) {}

    private record TypeWords(
            @JsonProperty(value = "group", required = true) String group,
            @JsonProperty(value = "words", required = true) List<String> words) {}

    /** Reads the names that the module brings along. */
    public static Targets load() {
        return new Targets(Yaml.classpath("prompt/target.yaml", Words.class));
    }

    /** The language's id, such as {@code javascript} for "JS"; the lower-case name itself when it is unknown. */
    public String language(String name) {
        String lower = plain(name);
        return known(lower).orElse(lower);
    }

    /** Whether the word is the name of a programming language. */
    public boolean isLanguage(String word) {
        return known(plain(word)).isPresent();
    }

    private Optional<String> known(String lower) {
        return words.languages().entrySet().stream()
                .filter(language ->
                        language.getKey().equals(lower) || language.getValue().contains(lower))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Languages that a text asks for, such as by "in Go" or "a Go function". */
    public Set<String> languagesAskedFor(String text) {
        Set<String> found = new LinkedHashSet<>();
        askedFor.forEach((language, patterns) -> {
            if (patterns.stream().anyMatch(pattern -> pattern.matcher(text).find())) {
                found.add(language);
            }
        });
        return found;
    }

    private static Pattern askedForIn(String name) {
        String quoted = "(?<![\\w.+#-])" + Pattern.quote(name) + "(?![\\w+#])";
        return Pattern.compile(
                "\\b(?:in|using|with)\\s+" + quoted + "|" + quoted + "[\\s-]+(?:" + MADE + ")\\b",
                Pattern.CASE_INSENSITIVE);
    }

    /** The type that a text asks for, by the last words of what it wants created. */
    public Optional<String> typeAskedFor(String text) {
        Matcher matcher = ASKED_FOR.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String wanted = " " + plain(matcher.group(1));
        return words.types().entrySet().stream()
                .filter(type -> length(wanted, type.getValue()) > 0)
                .max(Comparator.comparingInt(type -> length(wanted, type.getValue())))
                .map(Map.Entry::getKey);
    }

    private static int length(String wanted, TypeWords type) {
        return type.words().stream()
                .filter(word -> wanted.endsWith(" " + word))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** Group of a type: {@code code}, {@code server}, {@code command} or {@code screen}; one that is not known counts as code. */
    public String group(@Nullable String type) {
        TypeWords known = type == null ? null : words.types().get(plain(type));
        return known == null ? "code" : known.group();
    }

    /** Whether a request's {@code type} is fulfilled by a project of the kind ({@code function} or {@code service}). */
    public boolean fulfils(String kind, String type) {
        return words.fulfilled().getOrDefault(kind, Set.of()).contains(plain(type));
    }

    /** Whether a request's {@code framework} asks for no more than the standard library. */
    public boolean isNoFramework(String framework) {
        return framework.isBlank() || words.noFramework().contains(plain(framework));
    }

    /** Whether a text names a framework. */
    public boolean namesFramework(String text) {
        return frameworks.stream().anyMatch(name -> name.matcher(text).find());
    }

    /** Names of a language; none of one that is not known. */
    Stream<String> names(String language) {
        return words.languages().getOrDefault(language, List.of()).stream().map(Targets::written);
    }

    /** Names of everything that can be made. */
    Stream<String> names() {
        return Stream.of(
                        words.languages().values().stream().flatMap(Collection::stream),
                        words.types().values().stream().flatMap(type -> type.words().stream()),
                        words.frameworks().stream())
                .flatMap(all -> all)
                .map(Targets::written);
    }

    /** A phrase takes {@code #} for a number. */
    private static String written(String name) {
        return name.replace("#", "");
    }

    private static Pattern wholeWords(String name) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
