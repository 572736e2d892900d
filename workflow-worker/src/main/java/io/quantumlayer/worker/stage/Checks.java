package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.parser.Diagnostic.Severity;
import io.quantumlayer.contracts.parser.Finding;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.project.Coverage;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepWork;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a check has left, and turns what the sandbox says into it. */
final class Checks {

    private static final double NANOS = 1e9;

    private Checks() {}

    /** The report of a step; empty when the step did not apply. */
    static Optional<CheckReport> report(StepWork work, Step step) {
        if (!work.has(step) || work.outcome(step).state() == StageState.NOT_APPLICABLE) {
            return Optional.empty();
        }
        return Optional.of(work.answer(step, CheckReport.class));
    }

    static CheckReport notRun(String reason) {
        return new CheckReport(Status.NOT_RUN, reason, null, null, null, 0, List.of(), List.of(), null, "");
    }

    static CheckReport report(CheckResult result, List<Diagnostic> found, @Nullable Coverage coverage) {
        return new CheckReport(
                found.stream().anyMatch(Checks::isError) ? Status.FAILED : result.status(),
                result.reason(),
                result.command(),
                result.backend(),
                result.toolchain(),
                result.wall().toNanos() / NANOS,
                found,
                result.tests().stream().map(CheckReport.TestLine::of).toList(),
                coverage,
                result.log());
    }

    static boolean isError(Diagnostic diagnostic) {
        return diagnostic.severity() == Severity.ERROR;
    }

    /** A finding that has to be mended. */
    static Diagnostic error(Finding finding) {
        return new Diagnostic(
                finding.path(),
                Severity.ERROR,
                finding.rule(),
                finding.message(),
                finding.line(),
                finding.column(),
                null);
    }

    static List<Diagnostic> diagnostics(CheckResult result) {
        return result.diagnostics().stream()
                .map(found -> new Diagnostic(
                        found.path(), Severity.ERROR, "toolchain", found.message(), found.line(), found.column(), null))
                .toList();
    }
}
