package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.ImportedModule;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.project.BillOfMaterials;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Stage 7: what the code needs beyond its language's standard library.
 *
 * <p>The sandbox has no network and no package is fetched on a guess: an import that is not of the standard library or
 * of the project is a finding, which keeps the run from being complete.
 */
@Component
final class ResolveDependencies implements StepHandler {

    static final String LOCK_FILE = ".quantumlayer/dependencies.lock.json";
    static final String BILL_FILE = ".quantumlayer/sbom.cdx.json";

    private final CodeAnalysis analysis;

    ResolveDependencies(CodeAnalysis analysis) {
        this.analysis = analysis;
    }

    @Override
    public Step step() {
        return Step.RESOLVE_DEPENDENCIES;
    }

    @Override
    public StepResult run(StepWork work) {
        Requirements requirements = work.answer(Step.PARSE_REQUIREMENTS, Requirements.class);
        Optional<ProjectReport> report = analysis.of(work.facts().language(), work.files(Step.WRITE_CODE));
        if (report.isEmpty()) {
            String language = work.facts().language();
            String summary = "The parser does not know %s: its imports were not resolved.".formatted(language);
            return new StepResult(
                    summary,
                    Outcome.notApplicable(summary)
                            .withReasons(List.of("Dependencies were not resolved: the parser does not know %s."
                                    .formatted(language))));
        }
        Set<String> packages = new TreeSet<>();
        report.get()
                .files()
                .forEach(file -> file.imports().stream()
                        .filter(found -> found.origin().equals("package"))
                        .map(ImportedModule::module)
                        .forEach(packages::add));
        Map<String, Object> lock = new LinkedHashMap<>();
        lock.put("language", work.facts().language());
        lock.put("dependencies", List.of());
        lock.put("unresolved", packages);
        String text = work.write(lock);
        List<String> reasons = packages.stream()
                .map(name ->
                        "The package '%s' is imported but not resolved: only the standard library is.".formatted(name))
                .toList();
        return new StepResult(text, Outcome.completed(summary(packages)).withReasons(reasons))
                .withFiles(List.of(
                        new DropFile(LOCK_FILE, text + "\n"),
                        new DropFile(BILL_FILE, work.write(BillOfMaterials.of(requirements.name())) + "\n")));
    }

    private static String summary(Set<String> packages) {
        return packages.isEmpty()
                ? "Standard library only: nothing to fetch"
                : "%d imported packages are not resolved: %s".formatted(packages.size(), String.join(", ", packages));
    }
}
