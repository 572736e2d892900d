package io.quantumlayer.contracts.project;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A project's name in kebab case, as the requirements' schema wants it: its directory and packages are named after it. */
public final class ProjectKey {

    /** What a name must be so that a key keeps it. */
    public static final String RULE =
            "begins with a letter, has letters A to Z (with accents or without), digits, blanks and . _ - only, at most 60, and does not end with a dot or a blank; such as shop-2";

    private static final int LONGEST = 63;
    private static final Pattern KEPT = Pattern.compile("[A-Za-z](?:[A-Za-z0-9 ._-]{0,58}[A-Za-z0-9_-])?");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD_STARTS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");

    private ProjectKey() {}

    /** The key that keeps a name; empty if none does, see {@link #RULE}. */
    public static Optional<String> of(String name) {
        if (!KEPT.matcher(plain(name)).matches()) {
            return Optional.empty();
        }
        String key = kebab(name);
        return key.length() <= LONGEST ? Optional.of(key) : Optional.empty();
    }

    /** The ASCII letters and digits of any text in kebab case: {@code test-project} for {@code TestProject}. */
    public static String kebab(String text) {
        String words = WORD_STARTS.matcher(plain(text)).replaceAll("-").toLowerCase(Locale.ROOT);
        return BETWEEN.matcher(words).replaceAll("-").replaceAll("^-+|-+$", "");
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    }
}
