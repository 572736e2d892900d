package io.quantumlayer.prompt.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt cut into words that know where they stand.
 *
 * <p>Words are compared without case, accents and apostrophes; {@code isValidIban} counts as three words. A sentence
 * is cut into fragments at commas, parentheses and words such as "and" or "which", and code is not cut.
 */
public final class Text {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’]\\p{L}+)*");
    private static final Pattern CAMEL_CASE = Pattern.compile("\\p{Ll}+(?:\\p{Lu}[\\p{L}\\p{N}]*)+");
    private static final Pattern HUMP = Pattern.compile("\\p{Lu}?[^\\p{Lu}]+|\\p{Lu}+(?!\\p{Ll})\\p{N}*");
    private static final Pattern LIST_NUMBER = Pattern.compile("(?m)^[ \\t]*(\\d{1,3})[.)][ \\t]");
    private static final Pattern SENTENCE_END =
            Pattern.compile("[.!?]+[\"')\\]]*(?:\\s|$)|;|\\n[ \\t]*\\n|\\n[ \\t]*[-*•]|\\n[ \\t]*\\d*[.)]|:[ \\t]*\\n");
    private static final Pattern FRAGMENT_END = Pattern.compile("[,:()\\[\\]–—]|\\s-\\s|\\s/\\s");

    /** Code in backquotes, a line of a Python session with its result, a call with what it gives. */
    private static final Pattern CODE = Pattern.compile(
            "`[^`\\n]{1,300}`"
                    + "|>>>[^\\n]{0,300}(?:\\n[ \\t]*(?:[\\[({'\"\\d-]|True\\b|False\\b|None\\b)[^\\n]{0,300})?"
                    + "|\\b[A-Za-z_]\\w{0,60}\\((?:[^()\\n]++|\\([^()\\n]{0,100}\\)){0,40}+\\)"
                    + "(?:\\s{0,3}(?:==|->|=>|→|=|returns?|gives)\\s{0,3}"
                    + "(?:\\[[^\\]\\n]{0,300}\\]|\\{[^}\\n]{0,300}\\}|\"[^\"\\n]{0,300}\"|'[^'\\n]{0,300}'|-?\\w[\\w.]*\\w|\\w))?");

    private static final Set<String> CONNECTIVES = Set.of(
            "and",
            "but",
            "that",
            "which",
            "who",
            "whose",
            "with",
            "without",
            "then",
            "plus",
            "including",
            "while",
            "where",
            "when",
            "if",
            "unless",
            "because");

    private final String source;
    private final List<Word> words;

    /** Where code ends, by where it begins. */
    private final NavigableMap<Integer, Integer> code;

    private Text(String source, List<Word> words, NavigableMap<Integer, Integer> code) {
        this.source = source;
        this.words = words;
        this.code = code;
    }

    /**
     * A word of the text.
     *
     * @param form lower-case form without accents and apostrophes
     * @param start index of its first character in the source
     * @param end index after its last character
     * @param sentence number of its sentence, from 0
     * @param fragment number of its fragment, from 0 through the whole text
     */
    public record Word(String form, int start, int end, int sentence, int fragment) {}

    /** Cuts the source into words. */
    public static Text of(String source) {
        String blanked = LIST_NUMBER
                .matcher(source)
                .replaceAll(number -> " ".repeat(number.group().length()));
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(blanked);
        NavigableMap<Integer, Integer> code = code(blanked);
        int sentence = 0;
        int fragment = 0;
        int last = 0;
        while (matcher.find()) {
            String gap = source.substring(last, matcher.start());
            if (!words.isEmpty() && !holds(code, last, matcher.start())) {
                boolean abbreviated =
                        words.getLast().form().length() == 1 && gap.startsWith(".") && !gap.contains("\n");
                if (!abbreviated && SENTENCE_END.matcher(gap).find()) {
                    sentence++;
                    fragment++;
                } else if (FRAGMENT_END.matcher(gap).find()
                        || CONNECTIVES.contains(matcher.group().toLowerCase(Locale.ROOT))) {
                    fragment++;
                }
            }
            addHumps(words, matcher, sentence, fragment);
            last = matcher.end();
        }
        return new Text(source, List.copyOf(words), code);
    }

    private static NavigableMap<Integer, Integer> code(String source) {
        NavigableMap<Integer, Integer> code = new TreeMap<>();
        CODE.matcher(source).results().forEach(found -> code.put(found.start(), found.end()));
        return code;
    }

    private static boolean holds(NavigableMap<Integer, Integer> code, int from, int to) {
        Map.Entry<Integer, Integer> before = code.floorEntry(from);
        return before != null && to <= before.getValue();
    }

    private static void addHumps(List<Word> words, Matcher matcher, int sentence, int fragment) {
        String written = matcher.group();
        if (!CAMEL_CASE.matcher(written).matches()) {
            words.add(new Word(normal(written), matcher.start(), matcher.end(), sentence, fragment));
            return;
        }
        Matcher humps = HUMP.matcher(written);
        while (humps.find()) {
            words.add(new Word(
                    normal(humps.group()),
                    matcher.start() + humps.start(),
                    matcher.start() + humps.end(),
                    sentence,
                    fragment));
        }
    }

    private static String normal(String written) {
        return Normalizer.normalize(written, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}'’]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The text as it was given. */
    public String source() {
        return source;
    }

    /** All words in their order. */
    public List<Word> words() {
        return words;
    }

    /** Number of words. */
    public int size() {
        return words.size();
    }

    /** The word's comparable form. */
    public String form(int index) {
        return words.get(index).form();
    }

    /** What stands between the word and the next one, or the end of the text. */
    public String gapAfter(int index) {
        int end = index + 1 < words.size() ? words.get(index + 1).start() : source.length();
        return source.substring(words.get(index).end(), end);
    }

    /** Whether both words stand in the same sentence. */
    public boolean sameSentence(int first, int second) {
        return words.get(first).sentence() == words.get(second).sentence();
    }

    /** Whether the sentence has a further word after this one. */
    public boolean goesOnAfter(int index) {
        return index + 1 < size() && sameSentence(index, index + 1);
    }

    /** The source from one word to before another, on one line. */
    public String excerpt(int from, int to) {
        if (from >= to) {
            return "";
        }
        return source.substring(words.get(from).start(), words.get(to - 1).end())
                .replaceAll("\\s+", " ");
    }

    /** The source from one word to before another, on one line, with the whole of the code that it begins or ends in. */
    public String clause(int from, int to) {
        int start = words.get(from).start();
        int end = words.get(to - 1).end();
        Map.Entry<Integer, Integer> first = code.floorEntry(start);
        if (first != null
                && start < first.getValue()
                && (from == 0 || words.get(from - 1).end() <= first.getKey())) {
            start = first.getKey();
        }
        Map.Entry<Integer, Integer> last = code.floorEntry(words.get(to - 1).start());
        if (last != null
                && end < last.getValue()
                && (to == size() || last.getValue() <= words.get(to).start())) {
            end = last.getValue();
        }
        return source.substring(start, end).replaceAll("\\s+", " ");
    }
}
