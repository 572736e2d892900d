package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.workflow.Verdict;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.project.Coverage;
import io.quantumlayer.worker.project.ProjectManifest;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** After the last stage: the verdict, what it rests on, and the manifest that travels with the project. */
@Component
final class Summarise implements StepHandler {

    private final LanguageProfiles languages;

    Summarise(LanguageProfiles languages) {
        this.languages = languages;
    }

    @Override
    public Step step() {
        return Step.SUMMARISE;
    }

    @Override
    public StepResult run(StepWork work) {
        List<String> reasons = reasons(work);
        boolean failed = Arrays.stream(Step.values())
                .filter(work::has)
                .anyMatch(step -> work.outcome(step).failed());
        Verdict verdict = failed ? Verdict.FAILED : reasons.isEmpty() ? Verdict.COMPLETE : Verdict.PARTIAL;
        ProjectManifest manifest = manifest(work, verdict, reasons);
        String text = work.write(manifest);
        return new StepResult(
                        text,
                        Outcome.completed("Verdict: " + verdict.name().toLowerCase(Locale.ROOT))
                                .withReasons(reasons)
                                .withVerdict(verdict))
                .withFiles(List.of(new DropFile(ProjectManifest.PATH, text + "\n")));
    }

    private static List<String> reasons(StepWork work) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Step step : Step.values()) {
            if (work.has(step)) {
                reasons.addAll(work.outcome(step).reasons());
            }
        }
        return List.copyOf(reasons);
    }

    private ProjectManifest manifest(StepWork work, Verdict verdict, List<String> reasons) {
        Requirements requirements = work.answer(Step.PARSE_REQUIREMENTS, Requirements.class);
        ProjectStructure structure = work.answer(Step.PLAN_STRUCTURE, ProjectStructure.class);
        Optional<LanguageProfile> profile = languages.find(work.facts().language());
        Optional<CheckReport> build = Checks.report(work, Step.VALIDATE);
        Optional<CheckReport> tests = Checks.report(work, Step.RUN_TESTS);
        Coverage coverage = tests.map(CheckReport::coverage)
                .orElseGet(() -> new Coverage(
                        Map.of(),
                        requirements.requirements().stream()
                                .map(Requirements.Requirement::id)
                                .toList()));
        return new ProjectManifest(
                ProjectManifest.SCHEMA,
                requirements.name(),
                requirements.title(),
                work.task().workflowId(),
                work.facts().language(),
                work.facts().type(),
                verdict,
                reasons,
                structure.entryPoints(),
                new ProjectManifest.Commands(
                        profile.map(LanguageProfile::buildCommand).orElse(null),
                        profile.map(LanguageProfile::testCommand).orElse(null)),
                checked(work, Step.VALIDATE, build),
                checked(work, Step.RUN_TESTS, tests),
                clauses(requirements, coverage),
                requirements.uncovered(),
                collected(work, "assumptions"),
                // Nothing is open: what the enhancement asked has its answer in the assumptions.
                verdict == Verdict.COMPLETE ? List.of() : collected(work, "questions"),
                provenance(work),
                ProjectFiles.hashes(
                        work, Step.WRITE_CODE, Step.RESOLVE_DEPENDENCIES, Step.WRITE_TESTS, Step.WRITE_DOCUMENTATION));
    }

    private static ProjectManifest.Checked checked(StepWork work, Step step, Optional<CheckReport> report) {
        return report.map(Summarise::checked)
                .orElseGet(() -> ProjectManifest.Checked.notRun(
                        work.has(step) ? work.outcome(step).summary() : null));
    }

    private static ProjectManifest.Checked checked(CheckReport report) {
        return new ProjectManifest.Checked(
                report.status().key(),
                report.reason(),
                report.toolchain(),
                report.tests().size(),
                (int) report.tests().stream()
                        .filter(CheckReport.TestLine::passed)
                        .count());
    }

    private static List<ProjectManifest.Clause> clauses(Requirements requirements, Coverage coverage) {
        return requirements.requirements().stream()
                .map(requirement -> new ProjectManifest.Clause(
                        requirement.id(),
                        requirement.text(),
                        coverage.covered().containsKey(requirement.id()),
                        coverage.covered().getOrDefault(requirement.id(), List.of())))
                .toList();
    }

    private static List<String> collected(StepWork work, String member) {
        Set<String> all = new LinkedHashSet<>();
        for (Step step : List.of(Step.PARSE_REQUIREMENTS, Step.ENHANCE_PROMPT, Step.WRITE_FRD)) {
            if (work.metadata(step).get(member) instanceof List<?> values) {
                values.forEach(value -> all.add(value.toString()));
            }
        }
        return List.copyOf(all);
    }

    private static Map<String, Object> provenance(StepWork work) {
        Map<String, Object> steps = new LinkedHashMap<>();
        Arrays.stream(Step.values()).filter(work::has).forEach(step -> {
            Object from = work.metadata(step).get("provenance");
            if (from != null) {
                steps.put(step.key(), from);
            }
        });
        return steps;
    }
}
