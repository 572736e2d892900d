package io.quantumlayer.worker.check.report;

import io.quantumlayer.worker.language.TestReportFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runner's report says.
 *
 * @param tests every test that reported, in the order of the report
 * @param incomplete why the report is not that of a run that came to its end, or {@code null}
 */
public record TestReport(List<TestOutcome> tests, @Nullable String incomplete) {

    /** Reads one format. */
    interface Reader {
        TestReport read(String report);
    }

    /** Reads a report. */
    public static TestReport read(TestReportFormat format, String report) {
        Reader reader = switch (format) {
            case UNITTEST -> new UnittestReport();
            case TAP -> new TapReport();
            case GO_JSON -> new GoJsonReport();
        };
        return reader.read(report);
    }

    static TestReport of(List<TestOutcome> tests, @Nullable String incomplete) {
        return new TestReport(List.copyOf(tests), incomplete);
    }

    /** A number of tests that a report announces; more digits than any count of tests has are the highest number. */
    static int announced(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** A run of which some tests reported and then nothing more. */
    static String endedEarly(int reported, @Nullable String announced) {
        return "the run of the tests ended before its end: %d %s reported%s"
                .formatted(reported, reported == 1 ? "test" : "tests", announced == null ? "" : " of " + announced);
    }
}
