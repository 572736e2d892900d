package io.quantumlayer.prompt.words;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.yaml.Yaml;
import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words of a prompt that name no behaviour: courtesies, artefacts, languages, qualities. */
public final class Vocabulary {

    private static final String DELIVERY = "delivery";
    private static final String ARTEFACTS = "artefacts";

    private final Targets targets;
    private final List<Phrase> ordinary;
    private final List<Phrase> delivery;
    private final List<Phrase> artefacts;
    private final List<Phrase> failures;
    private final List<Phrase> work;
    private final List<Phrase> data;
    private final List<Phrase> restrictions;
    private final List<Phrase> service;
    private final List<Phrase> empty;

    private Vocabulary(Words words, Targets targets) {
        this.targets = targets;
        this.ordinary = phrases(words.ordinary().values().stream().flatMap(Collection::stream));
        this.delivery = phrases(words.ordinary().getOrDefault(DELIVERY, List.of()).stream());
        this.artefacts = phrases(words.ordinary().getOrDefault(ARTEFACTS, List.of()).stream());
        this.failures = phrases(words.failures().stream());
        this.work = phrases(words.work().stream());
        this.data = phrases(words.data().stream());
        this.restrictions = phrases(words.restrictions().stream());
        this.service = phrases(Stream.concat(words.service().kinds().stream(), words.service().work().stream()));
        this.empty = phrases(Stream.of(
                        words.ordinary().values().stream().flatMap(Collection::stream),
                        words.work().stream(),
                        words.data().stream(),
                        words.restrictions().stream(),
                        words.service().kinds().stream(),
                        words.vague().stream(),
                        targets.names())
                .flatMap(all -> all));
    }

    private record Words(
            @JsonProperty(value = "ordinary", required = true)
            Map<String, List<String>> ordinary,

            @JsonProperty(value = "work", required = true) List<String> work,
            @JsonProperty(value = "data", required = true) List<String> data,

            @JsonProperty(value = "failures", required = true)
            List<String> failures,

            @JsonProperty(value = "restrictions", required = true)
            List<String> restrictions,

            @JsonProperty(value = "service", required = true)
            Service service,

            @JsonProperty(value = "vague", required = true) List<String> vague) {}

    private record Service(
            @JsonProperty(value = "kinds", required = true) List<String> kinds,
            @JsonProperty(value = "work", required = true) List<String> work) {}

    /** Reads the vocabulary that the module brings along. */
    public static Vocabulary load(Targets targets) {
        return new Vocabulary(Yaml.classpath("prompt/vocabulary.yaml", Words.class), targets);
    }

    /** Marks the words that name no behaviour where nothing else does. */
    public BitSet ordinary(Text text, String language) {
        BitSet marked = harmless(text, language);
        marked.or(marked(work, text));
        marked.or(marked(data, text));
        marked.or(marked(restrictions, text));
        return marked;
    }

    /**
     * Marks the words that need no requirement beside a behaviour. A word that restricts or widens, such as "only" or
     * "every", is one of them in a clause about tests or documents that says nothing else.
     *
     * @param behaviour words that a recipe or an entity covers
     * @param service whether a service is made, which works on nothing but what it keeps
     */
    public BitSet harmlessBeside(Text text, String language, BitSet behaviour, boolean service) {
        BitSet marked = harmless(text, language);
        marked.or(marked(service ? this.service : work, text));
        BitSet restricting = marked(restrictions, text);
        BitSet delivered = marked(delivery, text);
        Set<Integer> telling = fragments(text, behaviour);
        Set<Integer> delivering = fragments(text, delivered);
        delivering.removeAll(telling);
        restricting.stream()
                .filter(index -> delivering.contains(text.words().get(index).fragment()))
                .forEach(marked::set);
        return marked;
    }

    /** Marks the words that name no thing, such as "input", "result" or "error". */
    public BitSet unspecific(Text text) {
        BitSet marked = marked(ordinary, text);
        marked.or(marked(failures, text));
        return marked;
    }

    /** Marks what code is called whatever it does, such as "function" or "class". */
    public BitSet artefacts(Text text) {
        return marked(artefacts, text);
    }

    private static Set<Integer> fragments(Text text, BitSet words) {
        return words.stream()
                .mapToObj(index -> text.words().get(index).fragment())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private BitSet harmless(Text text, String language) {
        BitSet marked = marked(ordinary, text);
        for (Phrase name : phrases(targets.names(language))) {
            for (Phrase.Hit hit : name.hits(text)) {
                marked.set(hit.from(), hit.to());
                markVersion(text, hit.to(), marked);
            }
        }
        return marked;
    }

    /** Whether the text names any behaviour, besides the phrasing around it and what is to be made. */
    public boolean namesBehaviour(Text text) {
        return marked(empty, text).nextClearBit(0) < text.size();
    }

    private static BitSet marked(List<Phrase> phrases, Text text) {
        BitSet marked = new BitSet(text.size());
        phrases.forEach(phrase -> phrase.mark(text, marked));
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
