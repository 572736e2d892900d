package io.quantumlayer.worker.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.check.report.TestOutcome;
import io.quantumlayer.worker.project.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Artifact of a check, of the build or of the tests: what ran, with which result, and the whole log.
 *
 * @param reason why it did not run
 * @param command as a user would type it
 * @param backend sandbox that ran it
 * @param toolchain version of the compiler or interpreter
 * @param tests every test of the report; empty for a build
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckReport(
        @JsonProperty("status") Status status,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("command") @Nullable String command,
        @JsonProperty("backend") @Nullable String backend,
        @JsonProperty("toolchain") @Nullable String toolchain,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("diagnostics") List<Diagnostic> diagnostics,
        @JsonProperty("tests") List<TestLine> tests,
        @JsonProperty("coverage") @Nullable Coverage coverage,
        @JsonProperty("log") String log) {

    private static final int LOG_LINES = 40;

    /**
     * A test of the report.
     *
     * @param noEvidence whether it shows nothing either way: skipped, to do, expected to fail
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TestLine(
            @JsonProperty("name") String name,
            @JsonProperty("passed") boolean passed,
            @JsonProperty("no_evidence") @Nullable Boolean noEvidence,
            @JsonProperty("message") @Nullable String message) {

        static TestLine of(TestOutcome test) {
            return new TestLine(
                    test.name(), test.passed(), test.passed() || test.failed() ? null : true, test.message());
        }

        boolean failed() {
            return !passed && noEvidence == null;
        }
    }

    boolean ran() {
        return status != Status.NOT_RUN;
    }

    Set<String> faultyPaths() {
        return diagnostics.stream().map(Diagnostic::path).collect(Collectors.toSet());
    }

    /** What a model is told: the diagnostics, the failed tests, and the end of the log. */
    List<String> feedback() {
        List<String> lines = new ArrayList<>();
        diagnostics.forEach(found ->
                lines.add("%s:%d:%d: %s".formatted(found.path(), found.line(), found.column(), found.message())));
        if (reason != null) {
            lines.add(reason);
        }
        tests.stream()
                .filter(TestLine::failed)
                .forEach(test -> lines.add(
                        "test failed: " + test.name() + (test.message() == null ? "" : ": " + test.message())));
        List<String> whole = log.lines().toList();
        lines.addAll(whole.subList(Math.max(0, whole.size() - LOG_LINES), whole.size()));
        return lines;
    }
}
