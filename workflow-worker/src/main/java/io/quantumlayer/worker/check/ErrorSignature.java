package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.worker.check.report.TestOutcome;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error reduced to what stays the same when nothing was mended: no places, addresses or times. Two equal ones are the
 * same error twice.
 */
public final class ErrorSignature {

    private static final int LONGEST = 400;

    private ErrorSignature() {}

    /**
     * Of everything that a check found.
     *
     * @param log stands for what nobody could read
     */
    public static String of(List<Diagnostic> diagnostics, List<TestOutcome> tests, String log) {
        Stream<String> found = Stream.concat(
                diagnostics.stream().map(diagnostic -> diagnostic.path() + " " + diagnostic.message()),
                tests.stream()
                        .filter(test -> !test.passed())
                        .map(test -> test.name() + " " + (test.message() == null ? "" : test.message())));
        String text = found.map(ErrorSignature::plain).sorted().distinct().collect(Collectors.joining("; "));
        String signature = text.isEmpty() ? plain(lastLine(log)) : text;
        return signature.length() <= LONGEST
                ? signature
                : signature.substring(0, LONGEST) + "#" + Integer.toHexString(signature.hashCode());
    }

    private static String lastLine(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no output" : lines.getLast();
    }

    /** Other numbers stay: a test that expected 3 and now gets 5 instead of 4 has changed. */
    private static String plain(String text) {
        return text.replaceAll("(?:0x|@)[0-9a-fA-F]{2,}", "#")
                .replaceAll("/tmp/\\S+", "#")
                .replaceAll("\\d+(?:\\.\\d+)? ?(?:ns|µs|us|ms|s|seconds?)\\b", "#")
                .replaceAll("\\b[Ll]ine \\d+", "line #")
                .replaceAll("(?<=\\.\\w{1,5}):\\d+(?::\\d+)?", ":#")
                .replaceAll("\\s+", " ");
    }
}
