package io.quantumlayer.prompt.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.yaml.Yaml;
import io.quantumlayer.prompt.exchange.Exchange.Certainty;
import io.quantumlayer.prompt.exchange.Exchange.Thing;
import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a text says of input and output; its words are in {@code prompt/exchanges.yaml}. */
public final class Exchanges {

    private final Words words;

    private Exchanges(Words words) {
        this.words = words;
    }

    /** Words by which input and output are found; the file says what each list is. */
    record Words(
            @JsonProperty(value = "takes", required = true) Set<String> takes,
            @JsonProperty(value = "gives", required = true) Set<String> gives,

            @JsonProperty(value = "converts", required = true)
            Set<String> converts,

            @JsonProperty(value = "makes", required = true) Set<String> makes,

            @JsonProperty(value = "collections", required = true)
            Set<String> collections,

            @JsonProperty(value = "infinitives", required = true)
            Set<String> infinitives,

            @JsonProperty(value = "ends", required = true) Set<String> ends,

            @JsonProperty(value = "nouns", required = true) Set<String> nouns,

            @JsonProperty(value = "determiners", required = true)
            Set<String> determiners) {

        boolean isVerb(String word) {
            return takes.contains(word) || gives.contains(word) || converts.contains(word) || makes.contains(word);
        }
    }

    /** Reads the words that the module brings along. */
    public static Exchanges load() {
        return new Exchanges(Yaml.classpath("prompt/exchanges.yaml", Words.class));
    }

    /** What the text says, in its order. */
    public List<Exchange> in(Text text) {
        return new Reading(text, words).read();
    }

    /** One pass over a text. */
    private static final class Reading {

        private static final Set<String> TO = Set.of("to", "into");
        private static final Set<String> JOINS = Set.of("and", "or");
        private static final int FAR = 12;

        /** Behind a noun it begins what is said about it, as in "slugs separated by hyphens". */
        private static final Pattern PARTICIPLE = Pattern.compile(".{3,}ed|written|made|given");

        /** A letter may stand for a number. */
        private static final Pattern NUMBER = Pattern.compile("\\d+|[a-z]");

        private final Text text;
        private final Words words;
        private final List<Exchange> found = new ArrayList<>();

        Reading(Text text, Words words) {
            this.text = text;
            this.words = words;
        }

        List<Exchange> read() {
            int index = 0;
            while (index < text.size()) {
                index = Math.max(index + 1, statement(index));
            }
            return found;
        }

        private int statement(int index) {
            String word = text.form(index);
            boolean adjective =
                    word.equals("given") && index > 0 && words.determiners().contains(text.form(index - 1));
            if (!words.isVerb(word) || adjective) {
                return bare(index);
            }
            Thing object = thing(index + 1);
            if (object == null) {
                return index + 1;
            }
            if (words.converts().contains(word)) {
                return converted(object);
            }
            if (words.takes().contains(word)) {
                return held(object, true, Certainty.STATED);
            }
            if (leadsTo(object.to())) {
                return bare(object.from());
            }
            return from(object, words.makes().contains(word) ? Certainty.MADE : Certainty.STATED);
        }

        /** "convert integers to Roman numerals"; the goal may stand apart, as in "turn CSV with a header into JSON". */
        private int converted(Thing object) {
            int to = object.to();
            while (to < text.size()
                    && to - object.to() < FAR
                    && text.sameSentence(object.from(), to)
                    && !words.isVerb(text.form(to))
                    && !leadsTo(to)
                    && !isAs(to)) {
                to++;
            }
            Thing goal = leadsTo(to) || isAs(to) ? thing(to + 1) : null;
            if (goal == null || !text.sameSentence(object.from(), goal.from())) {
                return held(object, true, Certainty.STATED);
            }
            found.add(new Exchange(object, goal, Certainty.STATED));
            ofCollection(object, true, Certainty.STATED);
            return further(ofCollection(goal, false, Certainty.STATED), false);
        }

        /** "find the factors of a number", "create a slug from a title". */
        private int from(Thing object, Certainty certainty) {
            int end = held(object, false, certainty);
            String next = form(end);
            if (!Set.of("from", "of", "for").contains(next)) {
                return end;
            }
            Thing source = thing(end + 1);
            if (source == null || leadsTo(source.to()) && next.equals("from")) {
                return end;
            }
            found.add(new Exchange(source, null, certainty == Certainty.STATED ? certainty : Certainty.IMPLIED));
            return further(ofCollection(source, true, Certainty.IMPLIED), true);
        }

        /** "CSV to JSON", "from titles to slugs", "a title from a slug", "the slug of a title". */
        private int bare(int index) {
            if (form(index).equals("from")) {
                Thing source = thing(index + 1);
                return source != null && leadsTo(source.to()) ? bare(index + 1) : index + 1;
            }
            Thing first = thing(index);
            if (first == null) {
                return index + 1;
            }
            String next = form(first.to());
            boolean to = leadsTo(first.to());
            Thing second = to || next.equals("from") || next.equals("of") ? thing(first.to() + 1) : null;
            if (second == null || isNumber(second)) {
                return first.to();
            }
            if (to) {
                found.add(new Exchange(first, second, Certainty.IMPLIED));
                return ofCollection(second, false, Certainty.IMPLIED);
            }
            if (next.equals("of")) {
                found.add(new Exchange(second, first, Certainty.POSSESSED));
                return first.to() + 1;
            }
            found.add(new Exchange(second, first, Certainty.IMPLIED));
            return second.to();
        }

        private int held(Thing object, boolean taken, Certainty certainty) {
            add(object, taken, certainty);
            return further(ofCollection(object, taken, certainty), taken);
        }

        /** "a list of intervals" holds intervals. */
        private int ofCollection(Thing collection, boolean taken, Certainty certainty) {
            if (!words.collections().contains(text.form(collection.to() - 1))
                    || !form(collection.to()).equals("of")) {
                return collection.to();
            }
            Thing element = thing(collection.to() + 1);
            if (element == null) {
                return collection.to();
            }
            add(element, taken, certainty);
            return ofCollection(element, taken, certainty);
        }

        /** "takes a title and a maximum length": what goes on without a verb. */
        private int further(int end, boolean taken) {
            int position = end;
            while (position < text.size()
                    && text.sameSentence(position - 1, position)
                    && (JOINS.contains(form(position))
                            || text.gapAfter(position - 1).contains(",")
                                    && words.determiners().contains(form(position)))) {
                int begin = JOINS.contains(form(position)) ? position + 1 : position;
                Thing next = thing(begin);
                if (next == null || leadsTo(next.to()) || Set.of("from", "of").contains(form(next.to()))) {
                    return position;
                }
                add(next, taken, Certainty.IMPLIED);
                position = next.to();
            }
            return position;
        }

        private void add(Thing thing, boolean taken, Certainty certainty) {
            if (!isNumber(thing)) {
                found.add(new Exchange(taken ? thing : null, taken ? null : thing, certainty));
            }
        }

        /** The words of a noun and what describes it, from its determiner on; {@code null} where none begins. */
        private @Nullable Thing thing(int index) {
            int from = index;
            while (from < text.size() && words.determiners().contains(text.form(from)) && isJoined(index, from)) {
                from++;
            }
            int to = from;
            while (to < text.size() && isJoined(index, to) && isNounPart(to, to > index)) {
                to++;
            }
            while (to - from > 1 && PARTICIPLE.matcher(text.form(to - 1)).matches()) {
                to--;
            }
            return to > from ? new Thing(from, to) : null;
        }

        private boolean isNounPart(int index, boolean after) {
            String word = text.form(index);
            return !words.ends().contains(word)
                    && !words.determiners().contains(word)
                    && (!words.isVerb(word) || after && words.nouns().contains(word));
        }

        private boolean isJoined(int first, int index) {
            return index == first
                    || text.sameSentence(index - 1, index)
                            && !text.gapAfter(index - 1).matches("(?s).*[,:;()\\[\\]].*");
        }

        private boolean leadsTo(int index) {
            return index > 0
                    && TO.contains(form(index))
                    && index + 1 < text.size()
                    && text.sameSentence(index - 1, index + 1)
                    && (form(index).equals("into") || !isInfinitive(index + 1));
        }

        private boolean isInfinitive(int index) {
            return words.infinitives().contains(text.form(index)) || words.isVerb(text.form(index));
        }

        private boolean isAs(int index) {
            return form(index).equals("as") && index + 1 < text.size() && text.sameSentence(index, index + 1);
        }

        private boolean isNumber(Thing thing) {
            return NUMBER.matcher(text.form(thing.to() - 1)).matches();
        }

        private String form(int index) {
            return index < text.size() && index > 0 && text.sameSentence(index - 1, index)
                    ? text.form(index)
                    : index == 0 && text.size() > 0 ? text.form(0) : "";
        }
    }
}
