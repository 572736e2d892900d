package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.contracts.project.SourceFile;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.project.DependencyLayers;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Stage 5: the source files, layer by layer, and in a repair round those that a check has found fault with. */
@Component
final class WriteCode implements StepHandler {

    private final Roles roles;
    private final Arbiter arbiter;

    WriteCode(Roles roles, Arbiter arbiter) {
        this.roles = roles;
        this.arbiter = arbiter;
    }

    @Override
    public Step step() {
        return Step.WRITE_CODE;
    }

    @Override
    public StepResult run(StepWork work) {
        ProjectStructure structure = work.answer(Step.PLAN_STRUCTURE, ProjectStructure.class);
        List<PlannedFile> all = structure.files().stream()
                .filter(file -> file.kind() != FileKind.TEST)
                .toList();
        Repair repair = Repair.of(work);
        Judgement judgement = arbiter.of(work);
        boolean testsAlone = repair.feedback() == Step.RUN_TESTS && !judgement.codeAtFault();
        List<PlannedFile> wanted = testsAlone ? List.of() : repair.toRewrite(all);
        Map<String, String> contents = new TreeMap<>(repair.previous());
        Map<String, Object> requirements = objects(work.answer(Step.PARSE_REQUIREMENTS, Map.class));
        Map<String, Object> plan = objects(work.answer(Step.PLAN_STRUCTURE, Map.class));
        List<Provenance> provenance = new ArrayList<>();
        int number = 0;
        for (List<PlannedFile> layer : DependencyLayers.of(wanted)) {
            List<Map<String, Object>> inputs = layer.stream()
                    .map(file -> input(file, requirements, plan, contents, repair, judgement))
                    .toList();
            List<RoleAnswer<SourceFile>> answers =
                    roles.askEach(work, "layer-" + number++, "developer", SourceFile.class, inputs);
            for (int i = 0; i < layer.size(); i++) {
                // The path is the plan's: an answer may not choose where it is written.
                contents.put(layer.get(i).path(), answers.get(i).value().content());
                provenance.add(answers.get(i).provenance());
            }
        }
        String main = structure.entryPoints().isEmpty()
                ? all.getFirst().path()
                : structure.entryPoints().getFirst().file();
        return new StepResult(
                        Objects.requireNonNullElse(
                                contents.get(main), contents.values().iterator().next()),
                        Outcome.completed(summary(wanted, repair, judgement))
                                .withTestsAtFault(judgement.testsAtFault()))
                .withFiles(files(contents))
                .with("main_file", main)
                .with("written", wanted.stream().map(PlannedFile::path).toList())
                .with("provenance", provenance)
                .with(Judgement.MEMBER, judgement);
    }

    private static Map<String, Object> input(
            PlannedFile file,
            Map<String, Object> requirements,
            Map<String, Object> plan,
            Map<String, String> contents,
            Repair repair,
            Judgement judgement) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("requirements", requirements);
        input.put("structure", plan);
        input.put("path", file.path());
        input.put(
                "dependencies",
                file.dependsOn().stream()
                        .filter(contents::containsKey)
                        .map(path -> new DropFile(path, Objects.requireNonNull(contents.get(path))))
                        .toList());
        repair.addTo(input, file.path(), judgement);
        return input;
    }

    private static String summary(List<PlannedFile> wanted, Repair repair, Judgement judgement) {
        if (!repair.isRepair()) {
            return "%d files written".formatted(wanted.size());
        }
        String written = "%d files written anew after a failed check".formatted(wanted.size());
        return repair.feedback() == Step.RUN_TESTS ? written + "; " + judgement.summary() : written;
    }

    private static List<DropFile> files(Map<String, String> contents) {
        return contents.entrySet().stream()
                .map(entry -> new DropFile(entry.getKey(), entry.getValue()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> objects(Map<?, ?> json) {
        return (Map<String, Object>) json;
    }
}
