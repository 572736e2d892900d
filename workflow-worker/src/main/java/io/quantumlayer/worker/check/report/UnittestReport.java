package io.quantumlayer.worker.check.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code unittest -v}: a line for each test, the tracebacks, {@code Ran N tests} and the last word
 * {@code OK (…)} or {@code FAILED (…)}.
 */
final class UnittestReport implements TestReport.Reader {

    /** {@code test_name (module.Class.test_name) ... ok}; a failed subtest stands on lines of its own, indented. */
    private static final Pattern START = Pattern.compile("^(?<name>[^\\s(]+) \\((?<where>[^()\\s]+)\\)");

    private static final Pattern END = Pattern.compile(
            "(?:^|\\.\\.\\. ?.*)(?<word>ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$");

    private static final Pattern RAN = Pattern.compile("^Ran (?<count>\\d+) tests? in ");
    private static final Pattern LAST_WORD = Pattern.compile("^(?:OK|FAILED)(?: \\(.*\\))?$|^NO TESTS RAN.*$");

    /** A runner of ours says what of unittest the project has replaced. */
    private static final Pattern REPLACED = Pattern.compile("^REPLACED (?<names>.*)$");

    /** What is reported like a test and is none. */
    private static final Set<String> FIXTURES = Set.of("setUpClass", "tearDownClass", "setUpModule", "tearDownModule");

    @Override
    public TestReport read(String report) {
        List<TestOutcome> tests = new ArrayList<>();
        int unloaded = 0;
        String open = null;
        for (String line : beforeTracebacks(report)) {
            Matcher start = START.matcher(line);
            if (start.find() && !FIXTURES.contains(start.group("name"))) {
                failedInSubtest(report, open, tests);
                boolean isTest = !start.group("where").startsWith("unittest.loader._FailedTest");
                unloaded += isTest ? 0 : 1;
                open = isTest ? start.group("name") : null;
            }
            Matcher end = END.matcher(line);
            if (open != null && end.find()) {
                tests.add(outcome(report, open, end.group("word")));
                open = null;
            }
        }
        failedInSubtest(report, open, tests);
        return TestReport.of(tests, incomplete(report, tests, unloaded));
    }

    private static List<String> beforeTracebacks(String report) {
        return report.lines()
                .takeWhile(
                        line -> !line.startsWith("=====") && !RAN.matcher(line).find())
                .toList();
    }

    private static TestOutcome outcome(String report, String name, String word) {
        return switch (word) {
            case "ok" -> TestOutcome.passed(name);
            case "FAIL", "ERROR" -> TestOutcome.failed(name, failure(report, name));
            case "unexpected success" -> TestOutcome.failed(name, "it was expected to fail, and passed");
            default -> TestOutcome.noEvidence(name, word);
        };
    }

    /** Before Python 3.11 a test whose subtest fails has no word of its own. */
    private static void failedInSubtest(String report, @Nullable String open, List<TestOutcome> tests) {
        if (open != null && section(report, open).find()) {
            tests.add(TestOutcome.failed(open, failure(report, open)));
        }
    }

    private static @Nullable String incomplete(String report, List<TestOutcome> tests, int unloaded) {
        List<String> lines = report.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String last = lines.isEmpty() ? "" : lines.getLast();
        Matcher replaced = REPLACED.matcher(last);
        if (replaced.matches()) {
            return "the project replaces what its tests are judged by: " + replaced.group("names");
        }
        Matcher ran = lines.size() < 2 ? null : RAN.matcher(lines.get(lines.size() - 2));
        if (ran == null || !ran.find() || !LAST_WORD.matcher(last).matches()) {
            return TestReport.endedEarly(tests.size(), null);
        }
        int announced = TestReport.announced(ran.group("count"));
        int reported = tests.size() + unloaded;
        long skipped = tests.stream()
                .filter(test -> test.result() == TestOutcome.Result.NO_EVIDENCE)
                .count();
        // Some versions do not count what is skipped as a whole.
        return announced > reported || announced < reported - skipped
                ? TestReport.endedEarly(reported, ran.group("count"))
                : null;
    }

    /** The last line of the section {@code FAIL: test_name (…)} at the end of the report. */
    private static @Nullable String failure(String report, String name) {
        Matcher section = section(report, name);
        if (!section.find()) {
            return null;
        }
        List<String> lines =
                section.group("text").lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? null : lines.getLast().strip();
    }

    private static Matcher section(String report, String name) {
        return Pattern.compile(
                        "^(?:FAIL|ERROR): " + Pattern.quote(name) + " .*?\n-+\n(?<text>.*?)(?:\n\n|\\z)",
                        Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(report);
    }
}
