package [=project.package];

import static java.util.Map.entry;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Slugs: texts reduced to what stands in a URL path without escapes. */
public final class Slug {

    /** Letters that Unicode does not decompose into a base letter and marks. */
    private static final Map<String, String> LETTERS = Map.ofEntries(
            entry("\u00e6", "ae"),
            entry("\u0111", "d"),
            entry("\u00f0", "d"),
            entry("\u0127", "h"),
            entry("\u0131", "i"),
            entry("\u0142", "l"),
            entry("\u014b", "ng"),
            entry("\u00f8", "o"),
            entry("\u0153", "oe"),
            entry("\u00df", "ss"),
            entry("\u00fe", "th"),
            entry("\u0167", "t"));

    private static final Pattern LETTER = Pattern.compile("[" + String.join("", LETTERS.keySet()) + "]");
    private static final Pattern DROPPED = Pattern.compile("[\\p{M}'\u2019]");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OUTER_HYPHENS = Pattern.compile("^-|-$");

    private Slug() {}

    /**
     * Returns a text as lower-case ASCII letters and digits joined by single hyphens.
     *
     * <p>Diacritics and apostrophes are dropped, a few letters are transliterated and everything else separates words.
     *
     * @param text the text, not null
     * @return the slug, empty when nothing remains
     */
    public static String of(String text) {
        String unmarked = DROPPED.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        String lower = unmarked.toLowerCase(Locale.ROOT);
        String plain = LETTER.matcher(lower).replaceAll(match -> LETTERS.get(match.group()));
        String hyphenated = SEPARATORS.matcher(plain).replaceAll("-");
        return OUTER_HYPHENS.matcher(hyphenated).replaceAll("");
    }

    /**
     * Returns a text as a slug of limited length.
     *
     * <p>A longer slug is cut after the last whole word that fits, or within the first word when that alone is too
     * long.
     *
     * @param text the text, not null
     * @param maxLength the largest length of the slug in characters, at least 1
     * @return the slug, empty when nothing remains
     * @throws IllegalArgumentException if {@code maxLength} is below 1
     */
    public static String of(String text, int maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength must be at least 1, got " + maxLength);
        }
        String slug = of(text);
        if (slug.length() <= maxLength) {
            return slug;
        }
        int lastHyphen = slug.lastIndexOf('-', maxLength);
        return slug.substring(0, lastHyphen == -1 ? maxLength : lastHyphen);
    }
}
