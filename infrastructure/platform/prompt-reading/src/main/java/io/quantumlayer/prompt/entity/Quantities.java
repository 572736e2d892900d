package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.text.Text;
import java.util.Set;

/** Finds words that say how many of something there are, such as "up to 30" or "a list of"; no attribute is that. */
final class Quantities {

    private static final Set<String> WORDS = Set.of(
            "up",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "dozen",
            "dozens",
            "hundred",
            "hundreds",
            "thousand",
            "thousands",
            "few",
            "couple",
            "numerous",
            "various",
            "more",
            "most",
            "least",
            "less",
            "fewer",
            "zero",
            "between",
            "around",
            "about",
            "roughly",
            "approximately");
    private static final Set<String> BOUNDS = Set.of("max", "maximum", "min", "minimum");

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final NounPhrases phrases;

    Quantities(Text text, EntityVocabulary vocabulary, NounPhrases phrases) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.phrases = phrases;
    }

    /** Whether how many there are is said from the word on. */
    boolean beginsAt(int index) {
        if (index >= text.size()) {
            return false;
        }
        String word = text.form(index);
        String next = phrases.isPlain(index) ? text.form(index + 1) : "";
        return WORDS.contains(word)
                || phrases.isNumber(index)
                || word.equals("at") && (next.equals("least") || next.equals("most"))
                || word.equals("one") && next.equals("or")
                || word.equals("number")
                        && next.equals("of")
                        && index > 0
                        && text.form(index - 1).equals("a")
                || next.equals("of") && vocabulary.collections().contains(word);
    }

    /** Whether the word begins a bound, as in "a name max 50 characters"; "max price" does not. */
    boolean bounds(int index) {
        return BOUNDS.contains(text.form(index))
                && phrases.isPlain(index)
                && (phrases.isNumber(index + 1) || Set.of("of", "length").contains(text.form(index + 1)));
    }
}
