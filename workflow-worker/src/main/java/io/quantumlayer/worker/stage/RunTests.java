package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.TestSuite;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.ErrorSignature;
import io.quantumlayer.worker.check.ProjectChecks;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.project.Coverage;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Stage 9, second half: the tests run in the sandbox, and what they show of the requirements. */
@Component
final class RunTests implements StepHandler {

    private final LanguageProfiles languages;
    private final ProjectChecks checks;
    private final CodeAnalysis analysis;

    RunTests(LanguageProfiles languages, ProjectChecks checks, CodeAnalysis analysis) {
        this.languages = languages;
        this.checks = checks;
        this.analysis = analysis;
    }

    @Override
    public Step step() {
        return Step.RUN_TESTS;
    }

    @Override
    public StepResult run(StepWork work) {
        List<DropFile> tests = work.files(Step.WRITE_TESTS);
        Optional<LanguageProfile> profile = languages.find(work.facts().language());
        if (profile.isEmpty()) {
            String reason = "Tests were not run: there is no toolchain for %s here."
                    .formatted(work.facts().language());
            return new StepResult(
                            work.write(Checks.notRun(reason)),
                            Outcome.completed(reason).because(reason))
                    .withFiles(tests);
        }
        List<DropFile> files = ProjectFiles.of(work, Step.WRITE_CODE, Step.RESOLVE_DEPENDENCIES, Step.WRITE_TESTS);
        CheckResult run = checks.test(profile.get(), files, work.cancellation());
        TestEvidence evidence =
                TestEvidence.of(run, tests, analysis.of(work.facts().language(), tests));
        Coverage coverage = coverage(work, evidence);
        CheckReport report = Checks.report(run, concat(Checks.diagnostics(run), evidence.empty()), coverage);
        return new StepResult(work.write(report), outcome(report, run, evidence, tests))
                .withFiles(tests)
                .with("command", profile.get().testCommand())
                .with("toolchain", String.valueOf(run.toolchain()))
                .with("coverage", coverage);
    }

    private static Outcome outcome(CheckReport report, CheckResult run, TestEvidence evidence, List<DropFile> tests) {
        Outcome outcome = Outcome.completed(summary(report));
        return switch (report.status()) {
            case PASSED -> outcome.withReasons(concat(evidence.reasons(), uncovered(report)));
            case NOT_RUN -> outcome.because("Tests were not run: " + run.reason());
            case FAILED ->
                outcome.withReasons(concat(failures(report, run, evidence), evidence.reasons()))
                        .failing(
                                ErrorSignature.of(report.diagnostics(), run.tests(), run.log()),
                                onlyEmpty(run, evidence) || testsAtFault(tests, run));
        };
    }

    /**
     * Tests that cannot be loaded, or of which none is found, are their author's; of one that began and failed somebody
     * has to say which is wrong.
     */
    private static boolean testsAtFault(List<DropFile> tests, CheckResult run) {
        boolean oneFailed = run.tests().stream().anyMatch(test -> test.failed() && !isFile(test.name(), tests));
        if (oneFailed) {
            return false;
        }
        return run.diagnostics().isEmpty()
                ? run.noTestRan()
                : run.diagnostics().stream()
                        .allMatch(diagnostic ->
                                tests.stream().anyMatch(test -> test.path().equals(diagnostic.path())));
    }

    /** Node reports a file that it cannot load as a test of that name. */
    private static boolean isFile(String name, List<DropFile> tests) {
        return tests.stream().anyMatch(file -> name.equals(file.path()) || name.endsWith("/" + file.path()));
    }

    /** A test that tests nothing is a stub, and its author's to write. */
    private static boolean onlyEmpty(CheckResult run, TestEvidence evidence) {
        return run.status() == CheckResult.Status.PASSED && !evidence.empty().isEmpty();
    }

    private static Coverage coverage(StepWork work, TestEvidence evidence) {
        return Coverage.of(
                work.answer(Step.PARSE_REQUIREMENTS, Requirements.class).requirements(),
                work.answer(Step.WRITE_TESTS, TestSuite.class).tests(),
                evidence.passed());
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<String> uncovered(CheckReport report) {
        Coverage coverage = report.coverage();
        return coverage == null
                ? List.of()
                : coverage.uncovered().stream()
                        .map(id -> "Requirement %s is not shown by any test that ran.".formatted(id))
                        .toList();
    }

    private static List<String> failures(CheckReport report, CheckResult run, TestEvidence evidence) {
        List<String> reasons = new ArrayList<>();
        report.tests().stream()
                .filter(CheckReport.TestLine::failed)
                .forEach(test -> reasons.add("Test failed: " + test.name()));
        if (run.status() == CheckResult.Status.FAILED && (reasons.isEmpty() || run.incomplete() != null)) {
            reasons.add("The tests could not be run to their end: "
                    + (report.reason() == null ? "the log is in the drop" : report.reason()));
        }
        evidence.empty()
                .forEach(found -> reasons.add("%s:%d: %s.".formatted(found.path(), found.line(), found.message())));
        return reasons;
    }

    private static String summary(CheckReport report) {
        long passed =
                report.tests().stream().filter(CheckReport.TestLine::passed).count();
        return report.ran()
                ? "%d of %d tests passed".formatted(passed, report.tests().size())
                : "Tests were not run: " + report.reason();
    }
}
