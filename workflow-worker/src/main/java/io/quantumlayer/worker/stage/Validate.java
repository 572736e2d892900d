package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.Diagnostic;
import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.Finding.Category;
import io.quantumlayer.contracts.parser.Finding.Severity;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.CheckResult;
import io.quantumlayer.worker.check.ErrorSignature;
import io.quantumlayer.worker.check.ProjectChecks;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Stage 6: syntax, promised symbols, stubs, and a real build in the sandbox. */
@Component
final class Validate implements StepHandler {

    private final CodeAnalysis analysis;
    private final LanguageProfiles languages;
    private final ProjectChecks checks;

    Validate(CodeAnalysis analysis, LanguageProfiles languages, ProjectChecks checks) {
        this.analysis = analysis;
        this.languages = languages;
        this.checks = checks;
    }

    @Override
    public Step step() {
        return Step.VALIDATE;
    }

    @Override
    public StepResult run(StepWork work) {
        String language = work.facts().language();
        List<DropFile> files = ProjectFiles.of(work, Step.WRITE_CODE, Step.RESOLVE_DEPENDENCIES);
        List<Diagnostic> found = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        ProjectStructure structure = work.answer(Step.PLAN_STRUCTURE, ProjectStructure.class);
        found.addAll(missingFiles(files, structure));
        analysis.of(language, work.files(Step.WRITE_CODE))
                .ifPresentOrElse(
                        report -> found.addAll(analysed(report, structure)),
                        () -> reasons.add("Syntax was not checked: the parser does not know %s.".formatted(language)));
        Optional<LanguageProfile> profile = languages.find(language);
        if (profile.isEmpty()) {
            String reason = "Not built: there is no toolchain for %s here; supported are %s."
                    .formatted(language, String.join(", ", languages.names()));
            reasons.add(reason);
            return new StepResult(
                    work.write(Checks.notRun(reason)), Outcome.completed(reason).withReasons(reasons));
        }
        CheckResult build = checks.build(profile.get(), files, work.cancellation());
        found.addAll(Checks.diagnostics(build));
        CheckReport report = Checks.report(build, found, null);
        return new StepResult(work.write(report), outcome(report, build, reasons))
                .with("toolchain", String.valueOf(build.toolchain()))
                .with("backend", String.valueOf(build.backend()));
    }

    private static Outcome outcome(CheckReport report, CheckResult build, List<String> reasons) {
        Outcome outcome = Outcome.completed(summary(report)).withReasons(reasons);
        return switch (report.status()) {
            case PASSED -> outcome;
            case NOT_RUN -> outcome.because("Not built: " + build.reason());
            case FAILED ->
                outcome.because("The project does not build: " + firstError(report))
                        .failing(ErrorSignature.of(report.diagnostics(), List.of(), report.log()), false);
        };
    }

    private static List<Diagnostic> analysed(ProjectReport report, ProjectStructure structure) {
        List<Diagnostic> found = new ArrayList<>();
        for (FileReport file : report.files()) {
            file.diagnostics().stream().filter(Checks::isError).forEach(found::add);
            file.findings().stream()
                    .filter(finding -> finding.category() == Category.STUB && finding.severity() != Severity.LOW)
                    .map(Checks::error)
                    .forEach(found::add);
        }
        structure.entryPoints().stream()
                .filter(entry -> !declares(report, entry))
                .map(entry -> new Diagnostic(
                        entry.file(),
                        Diagnostic.Severity.ERROR,
                        "missing-entry-point",
                        "The planned entry point '%s' is not declared in this file.".formatted(entry.symbol()),
                        0,
                        0,
                        null))
                .forEach(found::add);
        return found;
    }

    /** Entry points in files that nobody has written. */
    private static List<Diagnostic> missingFiles(List<DropFile> files, ProjectStructure structure) {
        return structure.entryPoints().stream()
                .filter(entry -> files.stream().noneMatch(file -> file.path().equals(entry.file()))
                        && structure.files().stream()
                                .noneMatch(file -> file.kind() == FileKind.TEST
                                        && file.path().equals(entry.file())))
                .map(entry -> new Diagnostic(
                        entry.file(),
                        Diagnostic.Severity.ERROR,
                        "missing-entry-point",
                        "The planned entry point '%s' is in a file that does not exist.".formatted(entry.symbol()),
                        0,
                        0,
                        null))
                .toList();
    }

    /** An entry point in a file that the parser has no report of, such as a build file, cannot be looked for. */
    private static boolean declares(ProjectReport report, EntryPoint entry) {
        String name = entry.symbol().substring(entry.symbol().lastIndexOf('.') + 1);
        return report.files().stream()
                .filter(file -> file.path().equals(entry.file()))
                .findFirst()
                .map(file ->
                        file.symbols().stream().anyMatch(symbol -> symbol.name().equals(name)))
                .orElse(true);
    }

    private static String firstError(CheckReport report) {
        return report.diagnostics().stream()
                .filter(Checks::isError)
                .findFirst()
                .map(found -> found.line() > 0
                        ? "%s:%d: %s".formatted(found.path(), found.line(), found.message())
                        : "%s: %s".formatted(found.path(), found.message()))
                .orElse(report.command() + " failed; the log is in the drop");
    }

    private static String summary(CheckReport report) {
        return switch (report.status()) {
            case PASSED -> "Built with " + report.toolchain();
            case NOT_RUN -> "Not built: " + report.reason();
            case FAILED -> "Does not build: " + firstError(report);
        };
    }
}
