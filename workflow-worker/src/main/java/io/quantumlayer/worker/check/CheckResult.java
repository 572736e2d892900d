package io.quantumlayer.worker.check;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quantumlayer.worker.check.report.TestOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a build, a test run or a command showed.
 *
 * @param reason why it did not run, or how it was ended
 * @param incomplete why the report is not that of tests which ran to their end, or {@code null}
 * @param log the output, cut at the limit
 * @param command as a user would type it
 */
public record CheckResult(
        Status status,
        @Nullable String reason,
        List<Diagnostic> diagnostics,
        List<TestOutcome> tests,
        @Nullable String incomplete,
        String log,
        @Nullable String command,
        @Nullable String backend,
        @Nullable String toolchain,
        Duration wall) {

    /** How a check ended. */
    public enum Status {
        PASSED,
        FAILED,
        NOT_RUN;

        /** Name in reports, such as {@code not_run}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A message of a compiler or interpreter; line and column count from 1, 0 means unknown. */
    public record Diagnostic(String path, int line, int column, String message) {}

    /** Whether the tests came to their end, and there was none. */
    public boolean noTestRan() {
        return status == Status.FAILED && tests.isEmpty() && incomplete == null;
    }

    static CheckResult notRun(String reason, String command) {
        return new CheckResult(
                Status.NOT_RUN, reason, List.of(), List.of(), null, "", command, null, null, Duration.ZERO);
    }
}
