package io.quantumlayer.prompt.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One or more words to look for; {@code *} at the end of a word stands for any ending, {@code #} for a number. */
public final class Phrase {

    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{M}\\p{N}'’]+\\*?|#");

    private final String written;
    private final List<Part> parts;

    private Phrase(String written, List<Part> parts) {
        this.written = written;
        this.parts = parts;
    }

    private record Part(String form, boolean prefix) {
        boolean matches(String word) {
            if (form.equals("#")) {
                return word.matches("\\d+");
            }
            return prefix ? word.startsWith(form) : word.equals(form);
        }
    }

    /** Where a phrase was found: words from {@code from} to before {@code to}. */
    public record Hit(int from, int to) {}

    /**
     * Reads a phrase.
     *
     * @throws IllegalArgumentException if it has no word
     */
    public static Phrase of(String written) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(written);
        while (matcher.find()) {
            if (matcher.group().equals("#")) {
                parts.add(new Part("#", false));
                continue;
            }
            boolean prefix = matcher.group().endsWith("*");
            Text text = Text.of(
                    prefix ? matcher.group().substring(0, matcher.group().length() - 1) : matcher.group());
            for (int i = 0; i < text.size(); i++) {
                parts.add(new Part(text.form(i), prefix && i == text.size() - 1));
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("the phrase \"" + written + "\" has no word");
        }
        return new Phrase(written, List.copyOf(parts));
    }

    /** Every place where the phrase stands within one sentence. */
    public List<Hit> hits(Text text) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i + parts.size() <= text.size(); i++) {
            if (standsAt(text, i)) {
                hits.add(new Hit(i, i + parts.size()));
            }
        }
        return hits;
    }

    /** Number of words if the phrase ends before the index of a word and begins at the other or behind it, or else 0. */
    public int lengthBetween(Text text, int from, int to) {
        int start = to - parts.size();
        return start >= from && standsAt(text, start) ? parts.size() : 0;
    }

    /** Marks every word that belongs to a hit. */
    public void mark(Text text, BitSet words) {
        hits(text).forEach(hit -> words.set(hit.from(), hit.to()));
    }

    private boolean standsAt(Text text, int index) {
        if (!text.sameSentence(index, index + parts.size() - 1)) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matches(text.form(index + i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Phrase phrase && phrase.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(parts);
    }

    @Override
    public String toString() {
        return written;
    }
}
