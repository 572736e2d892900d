package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the function or title in test files that carries a case's name. */
final class TestNames {

    private static final Pattern CANDIDATE =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|'(?:[^'\\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    private TestNames() {}

    /**
     * The name as it stands in the files.
     *
     * @throws IllegalStateException if no test carries it, which is a fault of the recipe
     */
    static String find(String name, List<SourceFile> files) {
        String wanted = comparable(name);
        for (SourceFile file : files) {
            Matcher candidate = CANDIDATE.matcher(file.content());
            while (candidate.find()) {
                if (comparable(candidate.group()).equals(wanted)) {
                    return candidate.group().replaceAll("^['\"]|['\"]$", "");
                }
            }
        }
        throw new IllegalStateException("No test carries the name \"" + name + "\".");
    }

    /** The name without "test" in front, without case and everything that is not a letter or digit. */
    static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").replaceFirst("^test", "");
    }
}
