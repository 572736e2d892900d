package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.worker.project.ProjectPath;
import io.quantumlayer.worker.project.UnsafePathException;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.RefusedAnswerException;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Stage 4: the files, what each is for, and what it needs. */
@Component
final class PlanStructure implements StepHandler {

    /** Written by the last stage, whether it is planned or not. */
    private static final List<String> README = List.of(WriteDocumentation.README);

    private final Roles roles;

    PlanStructure(Roles roles) {
        this.roles = roles;
    }

    @Override
    public Step step() {
        return Step.PLAN_STRUCTURE;
    }

    /**
     * @throws UnsafePathException if the second plan, too, has a path that cannot be written
     * @throws RefusedAnswerException if the second plan, too, has no code
     */
    @Override
    public StepResult run(StepWork work) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("requirements", work.answer(Step.PARSE_REQUIREMENTS, Map.class));
        RoleAnswer<ProjectStructure> answer = roles.ask(work, "architect", ProjectStructure.class, input);
        List<String> refused = refused(answer.value());
        List<String> faults = Stream.of(refused, codeless(answer.value()), missing(answer.value()))
                .flatMap(List::stream)
                .toList();
        if (!faults.isEmpty()) {
            input.put("previous_structure", answer.answer().answer());
            input.put("diagnostics", faults);
            answer = roles.askAgain(work, "architect", ProjectStructure.class, input);
            refused = refused(answer.value());
        }
        if (!refused.isEmpty()) {
            throw new UnsafePathException(String.join(" ", refused));
        }
        if (!codeless(answer.value()).isEmpty()) {
            throw new RefusedAnswerException(String.join(" ", codeless(answer.value())));
        }
        ProjectStructure structure = new ProjectStructure(
                answer.value().files().stream().map(PlanStructure::plain).toList(),
                answer.value().entryPoints().stream().map(PlanStructure::plain).toList());
        return new StepResult(
                        work.write(structure),
                        Outcome.completed(
                                "%d files planned".formatted(structure.files().size())))
                .with("provenance", answer.provenance());
    }

    /** Why the plan cannot be written, a sentence for each path. */
    private static List<String> refused(ProjectStructure structure) {
        List<String> refused = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (PlannedFile file : structure.files()) {
            check(file.path(), refused);
            file.dependsOn().forEach(needed -> check(needed, refused));
            Stream.concat(paths.stream(), README.stream().filter(readme -> !readme.equals(plain(file.path()))))
                    .filter(earlier -> ProjectPath.collide(earlier, file.path()))
                    .map(earlier -> "The paths '%s' and '%s' are refused: not every file system can hold both."
                            .formatted(earlier, file.path()))
                    .forEach(refused::add);
            paths.add(file.path());
        }
        structure.entryPoints().forEach(entry -> check(entry.file(), refused));
        return refused.stream().distinct().toList();
    }

    /** What is wrong with a plan of which the developer has nothing to write. */
    private static List<String> codeless(ProjectStructure structure) {
        return structure.files().stream().allMatch(file -> file.kind() == FileKind.TEST)
                ? List.of("The architect's plan has tests alone: no file of the kind 'source' is planned.")
                : List.of();
    }

    /** Entry points in files that are not planned; where they stay, the build stage names them. */
    private static List<String> missing(ProjectStructure structure) {
        return structure.entryPoints().stream()
                .filter(entry -> structure.files().stream()
                        .noneMatch(file -> plain(file.path()).equals(plain(entry.file()))))
                .map(entry -> "The entry point '%s' is said to be in '%s', which is no path of files."
                        .formatted(entry.symbol(), entry.file()))
                .toList();
    }

    private static void check(String path, List<String> refused) {
        try {
            ProjectPath.checked(path);
        } catch (UnsafePathException unsafe) {
            refused.add(String.valueOf(unsafe.getMessage()));
        }
    }

    private static PlannedFile plain(PlannedFile file) {
        return new PlannedFile(
                plain(file.path()),
                file.kind(),
                file.purpose(),
                file.dependsOn().stream().map(PlanStructure::plain).toList());
    }

    private static EntryPoint plain(EntryPoint entry) {
        return new EntryPoint(plain(entry.file()), entry.symbol(), entry.signature());
    }

    private static String plain(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }
}
