package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.worker.project.ProjectName;
import io.quantumlayer.worker.run.Step;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stage 3: numbered requirements, and what of the prompt will not be covered. */
@Component
final class ParseRequirements implements StepHandler {

    private final Roles roles;
    private final DropsClient drops;

    ParseRequirements(Roles roles, DropsClient drops) {
        this.roles = roles;
        this.drops = drops;
    }

    @Override
    public Step step() {
        return Step.PARSE_REQUIREMENTS;
    }

    @Override
    public StepResult run(StepWork work) {
        String frd = work.drop(Step.WRITE_FRD).artifact();
        RoleAnswer<Requirements> answer = roles.ask(work, "analyst", Requirements.class, Map.of("frd", frd));
        Requirements requirements = ProjectName.of(work.request())
                .map(name -> name.in(answer.value()))
                .orElseGet(answer::value);
        List<String> reasons = requirements.uncovered().stream()
                .map(clause -> "Not covered: \"%s\" (%s)".formatted(clause.clause(), clause.reason()))
                .toList();
        nameRun(work, requirements.name());
        return StepResult.completed(
                        work.write(requirements),
                        "%s: %d requirements, %d clauses not covered"
                                .formatted(
                                        requirements.title(),
                                        requirements.requirements().size(),
                                        requirements.uncovered().size()))
                .withReasons(reasons)
                .with("assumptions", requirements.assumptions())
                .with("questions", requirements.questions())
                .with("provenance", answer.provenance());
    }

    /** From here on the run is listed, and its archive named, after the project. */
    private void nameRun(StepWork work, String name) {
        GenerationRequest request = work.request();
        drops.recordRun(
                work.task().workflowId(),
                new RunRecord(
                        work.task().runId(),
                        request.requestId(),
                        name,
                        request.language(),
                        request.type(),
                        "Running",
                        null));
    }
}
