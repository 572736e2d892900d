package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.Requirements.Requirement;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.worker.project.ProjectName;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.RefusedAnswerException;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** @throws RefusedAnswerException if the second answer, too, gives an id twice */
    @Override
    public StepResult run(StepWork work) {
        RoleAnswer<Requirements> answer = answer(work);
        Requirements requirements = ProjectName.of(work.request())
                .map(name -> name.in(answer.value()))
                .orElseGet(answer::value);
        List<String> reasons = Stream.concat(
                        requirements.uncovered().stream()
                                .map(clause -> "Not covered: \"%s\" (%s)".formatted(clause.clause(), clause.reason())),
                        OpenQuestions.reasons(requirements.questions()).stream())
                .toList();
        nameRun(work, requirements.name());
        String summary = "%s: %d requirements, %d clauses not covered"
                .formatted(
                        requirements.title(),
                        requirements.requirements().size(),
                        requirements.uncovered().size());
        return new StepResult(
                        work.write(requirements), Outcome.completed(summary).withReasons(reasons))
                .with("assumptions", requirements.assumptions())
                .with("questions", requirements.questions())
                .with("provenance", answer.provenance());
    }

    /** Every later role, and what tests cover, goes by the ids. */
    private RoleAnswer<Requirements> answer(StepWork work) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("frd", work.drop(Step.WRITE_FRD).artifact());
        RoleAnswer<Requirements> answer = roles.ask(work, "analyst", Requirements.class, input);
        List<String> repeated = repeatedIds(answer.value());
        if (!repeated.isEmpty()) {
            input.put("previous_requirements", answer.answer().answer());
            input.put("diagnostics", repeated);
            answer = roles.askAgain(work, "analyst", Requirements.class, input);
            repeated = repeatedIds(answer.value());
        }
        if (!repeated.isEmpty()) {
            throw new RefusedAnswerException(String.join(" ", repeated));
        }
        return answer;
    }

    private static List<String> repeatedIds(Requirements requirements) {
        Map<String, Long> times = requirements.requirements().stream()
                .collect(Collectors.groupingBy(Requirement::id, LinkedHashMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .filter(id -> id.getValue() > 1)
                .map(id -> "%d requirements have the id '%s'; the ids must be unique."
                        .formatted(id.getValue(), id.getKey()))
                .toList();
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
