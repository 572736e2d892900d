package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.text.Text;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds nouns and lists in a text, by the words and signs between them. */
final class NounPhrases {

    static final Set<String> DETERMINERS = Set.of(
            "a", "an", "the", "its", "their", "one", "exactly", "single", "some", "his", "her", "own", "another");
    static final Set<String> MODALS =
            Set.of("may", "can", "must", "should", "always", "optionally", "will", "also", "usually");
    static final Set<String> WEAK_MODALS = Set.of("may", "can", "optionally", "usually");
    static final Set<String> MANY = Set.of("many", "several", "multiple");
    static final Set<String> JOINS = Set.of("and", "plus");

    private static final Pattern PLAIN_GAP = Pattern.compile("[ \\t\\n_-]*[\"'`*]*[ \\t\\n_-]*");
    private static final Pattern WORK = Pattern.compile(".{2,}(?:ing|tion|sion)s?");
    private static final Pattern TREATED = Pattern.compile(".{3,}(?:ed|able|ible)");
    private static final int MAX_WORDS = 2;
    private static final int LONGEST_PARENTHESIS = 60;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final Nouns nouns;

    NounPhrases(Text text, EntityVocabulary vocabulary, Nouns nouns) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.nouns = nouns;
    }

    /**
     * A noun phrase.
     *
     * @param name singular in snake case
     * @param plural whether it stands in the plural
     * @param from first word
     * @param to word after its last
     */
    record Noun(String name, boolean plural, int from, int to) {}

    /** The noun whose last word stands before the index. */
    @Nullable
    Noun ending(int to) {
        int from = to;
        while (from > 0 && to - from < MAX_WORDS && (from == to || isPlain(from - 1)) && isNounPart(from - 1)) {
            from--;
        }
        return noun(from, to);
    }

    /** The noun that begins at the index, after its determiners. */
    @Nullable
    Noun beginning(int index) {
        int from = index;
        while (from < text.size() && DETERMINERS.contains(text.form(from))) {
            from++;
        }
        int to = from;
        while (to < text.size() && to - from < MAX_WORDS && isNounPart(to) && (to == from || isPlain(to - 1))) {
            to++;
        }
        return noun(from, to);
    }

    private @Nullable Noun noun(int from, int to) {
        if (from >= to) {
            return null;
        }
        String last = text.form(to - 1);
        String name = (to - from > 1 ? name(from, to - 1) + "_" : "") + nouns.singular(last);
        return name.matches("[a-z][a-z0-9_]*")
                        && !vocabulary.values().contains(name)
                        && !namesBehaviour(from, to)
                        && !selects(from, to)
                ? new Noun(name, nouns.canBePlural(last), from, to)
                : null;
    }

    /** "active users", "deleted notes": which of several entities is meant. */
    private boolean selects(int from, int to) {
        String first = text.form(from);
        return to - from > 1
                && (vocabulary.selective().contains(first)
                        || TREATED.matcher(first).matches());
    }

    /** Whether one of the words says what is done, not what is kept: by the list of such words, or by its ending. */
    boolean namesBehaviour(int from, int to) {
        for (int i = from; i < to; i++) {
            if (vocabulary.behaviours().contains(text.form(i))) {
                return true;
            }
        }
        return WORK.matcher(text.form(to - 1)).matches()
                        && !vocabulary.results().contains(nouns.singular(text.form(to - 1)))
                || to - from > 1
                        && TREATED.matcher(text.form(from)).matches()
                        && !vocabulary.states().contains(text.form(from));
    }

    private boolean isNounPart(int index) {
        String word = text.form(index);
        return !vocabulary.boundaries().contains(word)
                && !vocabulary.notEntities().contains(word)
                && !isNumber(index)
                && !isPossessive(index);
    }

    boolean isNumber(int index) {
        return NUMBER.matcher(text.form(index)).matches();
    }

    /** "a user's tasks" says whose they are, which no form has; quotes around a name say nothing. */
    boolean isPossessive(int index) {
        Text.Word word = text.words().get(index);
        boolean quoted = word.start() > 0 && isApostrophe(text.source().charAt(word.start() - 1));
        return text.excerpt(index, index + 1).chars().anyMatch(NounPhrases::isApostrophe)
                || !quoted
                        && word.form().endsWith("s")
                        && text.gapAfter(index).chars().limit(1).anyMatch(NounPhrases::isApostrophe);
    }

    private static boolean isApostrophe(int character) {
        return character == '\'' || character == '’';
    }

    /** Whether the word can belong to an attribute's name. */
    boolean isNamePart(int index) {
        return isJoined(index)
                || !vocabulary.boundaries().contains(text.form(index)) && !isNumber(index) && !isPossessive(index)
                || index > 0 && isJoined(index - 1);
    }

    /** Whether an underscore makes the word one with the next, as in {@code is_active}. */
    boolean isJoined(int index) {
        return text.gapAfter(index).equals("_");
    }

    /** The words in snake case. */
    String name(int from, int to) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < to; i++) {
            name.append(i == from ? "" : "_").append(text.form(i));
        }
        return name.toString();
    }

    /** Whether nothing but blanks and quotes stands between the word and the next one. */
    boolean isPlain(int index) {
        return index + 1 < text.size()
                && PLAIN_GAP.matcher(text.gapAfter(index)).matches();
    }

    /** Whether a comma or "and" separates the word from the next one. */
    boolean isSeparated(int index) {
        return text.gapAfter(index).contains(",")
                || index + 1 < text.size()
                        && (isPlain(index) || text.gapAfter(index).contains(")"))
                        && JOINS.contains(text.form(index + 1));
    }

    /** Index of the next item of a list, given the index after its last one. */
    int afterJoin(int index) {
        return index < text.size() && JOINS.contains(text.form(index)) ? index + 1 : index;
    }

    /** Index after the word with the closing parenthesis; the index itself where none follows. */
    int afterParenthesis(int index, int limit) {
        for (int close = index; close < limit && close - index < LONGEST_PARENTHESIS; close++) {
            if (text.gapAfter(close).contains(")")) {
                return close + 1;
            }
        }
        return index;
    }
}
