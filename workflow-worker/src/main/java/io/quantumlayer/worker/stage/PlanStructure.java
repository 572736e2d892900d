package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.ProjectStructure;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import io.quantumlayer.worker.project.ProjectPath;
import io.quantumlayer.worker.run.Step;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stage 4: the files, what each is for, and what it needs. */
@Component
final class PlanStructure implements StepHandler {

    private final Roles roles;

    PlanStructure(Roles roles) {
        this.roles = roles;
    }

    @Override
    public Step step() {
        return Step.PLAN_STRUCTURE;
    }

    @Override
    public StepResult run(StepWork work) {
        Map<?, ?> requirements = work.answer(Step.PARSE_REQUIREMENTS, Map.class);
        RoleAnswer<ProjectStructure> answer =
                roles.ask(work, "architect", ProjectStructure.class, Map.of("requirements", requirements));
        ProjectStructure structure = new ProjectStructure(
                answer.value().files().stream().map(PlanStructure::checked).toList(),
                answer.value().entryPoints());
        return StepResult.completed(
                        work.write(structure),
                        "%d files planned".formatted(structure.files().size()))
                .with("provenance", answer.provenance())
                .withUsage(answer.usage());
    }

    private static PlannedFile checked(PlannedFile file) {
        List<String> needs = file.dependsOn().stream().map(ProjectPath::checked).toList();
        return new PlannedFile(ProjectPath.checked(file.path()), file.kind(), file.purpose(), needs);
    }
}
