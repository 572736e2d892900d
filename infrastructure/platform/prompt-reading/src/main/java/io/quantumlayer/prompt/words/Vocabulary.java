package io.quantumlayer.prompt.words;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.yaml.Yaml;
import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Words of a prompt that name no behaviour: courtesies, artefacts, languages, qualities. */
public final class Vocabulary {

    private final Words words;
    private final List<Phrase> ordinary;
    private final List<Phrase> service;

    private Vocabulary(Words words) {
        this.words = words;
        this.ordinary = phrases(words.ordinary().values().stream().flatMap(Collection::stream));
        this.service = phrases(words.service().stream());
    }

    private record Words(
            @JsonProperty(value = "ordinary", required = true)
            Map<String, List<String>> ordinary,

            @JsonProperty(value = "service", required = true)
            List<String> service,

            @JsonProperty(value = "languages", required = true)
            Map<String, List<String>> languages,

            @JsonProperty(value = "types", required = true) Map<String, Set<String>> types,

            @JsonProperty(value = "frameworks", required = true)
            Set<String> frameworks) {}

    /** Reads the vocabulary that the engine brings along. */
    public static Vocabulary load() {
        return new Vocabulary(Yaml.classpath("prompt/vocabulary.yaml", Words.class));
    }

    /** The language's id, such as {@code javascript} for "JS"; the lower-case name itself when it is unknown. */
    public String language(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return words.languages().entrySet().stream()
                .filter(language ->
                        language.getKey().equals(lower) || language.getValue().contains(lower))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(lower);
    }

    /** Whether the word is the name of a programming language. */
    public boolean isLanguage(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return words.languages().entrySet().stream()
                .anyMatch(language ->
                        language.getKey().equals(lower) || language.getValue().contains(lower));
    }

    /** Whether a request's {@code type} is fulfilled by a project of the kind ({@code function} or {@code service}). */
    public boolean fulfils(String kind, String type) {
        return words.types().getOrDefault(kind, Set.of()).contains(type.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a request's {@code framework} asks for no more than the standard library. */
    public boolean isNoFramework(String framework) {
        return framework.isBlank()
                || words.frameworks().contains(framework.strip().toLowerCase(Locale.ROOT));
    }

    /** Marks the words that need no requirement, whatever is built. */
    public BitSet ordinary(Text text, String language) {
        BitSet marked = new BitSet(text.size());
        ordinary.forEach(phrase -> phrase.mark(text, marked));
        List<Phrase> names = phrases(
                Optional.ofNullable(words.languages().get(language)).stream().flatMap(Collection::stream));
        for (Phrase name : names) {
            for (Phrase.Hit hit : name.hits(text)) {
                marked.set(hit.from(), hit.to());
                markVersion(text, hit.to(), marked);
            }
        }
        return marked;
    }

    /** Marks the words that a service fulfils by being one. */
    public BitSet service(Text text) {
        BitSet marked = new BitSet(text.size());
        service.forEach(phrase -> phrase.mark(text, marked));
        return marked;
    }

    private static void markVersion(Text text, int index, BitSet marked) {
        for (int i = index; i < text.size() && text.form(i).matches("\\d+|version|v\\d+"); i++) {
            marked.set(i);
        }
    }

    private static List<Phrase> phrases(Stream<String> written) {
        return written.distinct().map(Phrase::of).toList();
    }
}
