package io.quantumlayer.prompt.words;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.yaml.Yaml;
import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Words of a prompt that name no behaviour: courtesies, artefacts, languages, qualities. */
public final class Vocabulary {

    private final Targets targets;
    private final List<Phrase> ordinary;
    private final List<Phrase> service;
    private final List<Phrase> empty;

    private Vocabulary(Words words, Targets targets) {
        this.targets = targets;
        this.ordinary = phrases(words.ordinary().values().stream().flatMap(Collection::stream));
        this.service = phrases(Stream.concat(words.service().kinds().stream(), words.service().work().stream()));
        this.empty = phrases(Stream.of(
                        words.ordinary().values().stream().flatMap(Collection::stream),
                        words.service().kinds().stream(),
                        words.vague().stream(),
                        targets.names())
                .flatMap(all -> all));
    }

    private record Words(
            @JsonProperty(value = "ordinary", required = true)
            Map<String, List<String>> ordinary,

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

    /** Marks the words that need no requirement, whatever is built in the language. */
    public BitSet ordinary(Text text, String language) {
        BitSet marked = marked(ordinary, text);
        for (Phrase name : phrases(targets.names(language))) {
            for (Phrase.Hit hit : name.hits(text)) {
                marked.set(hit.from(), hit.to());
                markVersion(text, hit.to(), marked);
            }
        }
        return marked;
    }

    /** Marks the words that a service fulfils by being one. */
    public BitSet service(Text text) {
        return marked(service, text);
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
