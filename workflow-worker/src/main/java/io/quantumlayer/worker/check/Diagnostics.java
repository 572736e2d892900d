package io.quantumlayer.worker.check;

import io.quantumlayer.worker.check.CheckResult.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the places that a compiler or interpreter names. */
final class Diagnostics {

    /** Absolute once the project's own folder is left away: the interpreter's, its library's, or the runner's own. */
    private static final Pattern ELSEWHERE = Pattern.compile("^(?:/|\\.\\./|[a-z]+:|\\.quantumlayer/).*");

    private static final int MOST = 50;
    private static final int MESSAGE_LINES = 4;
    private static final int MOST_DIGITS = 9;

    private Diagnostics() {}

    /**
     * Reads an output line by line; what lies outside the project is no place that somebody could mend.
     *
     * @param patterns with the groups path and line, and where they have them column and message; a pattern without a
     *     message takes the lines that follow
     */
    static List<Diagnostic> read(List<String> patterns, String output) {
        List<Pattern> compiled = patterns.stream().map(Pattern::compile).toList();
        List<String> lines = output.lines().toList();
        List<Diagnostic> found = new ArrayList<>();
        for (int i = 0; i < lines.size() && found.size() < MOST; i++) {
            for (Pattern pattern : compiled) {
                Matcher matcher = pattern.matcher(lines.get(i));
                if (matcher.find() && isPlace(matcher)) {
                    found.add(diagnostic(matcher, lines, i));
                    break;
                }
            }
        }
        return found.stream().distinct().toList();
    }

    /** The project itself may print anything: no file has a line of so many digits. */
    private static boolean isPlace(Matcher matcher) {
        String column = group(matcher, "column");
        return !ELSEWHERE.matcher(matcher.group("path")).matches()
                && matcher.group("line").length() <= MOST_DIGITS
                && (column == null || column.length() <= MOST_DIGITS);
    }

    private static Diagnostic diagnostic(Matcher matcher, List<String> lines, int at) {
        String message = group(matcher, "message");
        String column = group(matcher, "column");
        return new Diagnostic(
                Objects.requireNonNull(matcher.group("path")),
                Integer.parseInt(matcher.group("line")),
                column == null ? 0 : Integer.parseInt(column),
                message == null || message.isBlank() || message.startsWith("<") ? following(lines, at) : message);
    }

    private static String following(List<String> lines, int at) {
        return String.join(
                " ",
                lines.subList(Math.min(at + 1, lines.size()), Math.min(at + 1 + MESSAGE_LINES, lines.size())).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static @Nullable String group(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name) ? matcher.group(name) : null;
    }
}
