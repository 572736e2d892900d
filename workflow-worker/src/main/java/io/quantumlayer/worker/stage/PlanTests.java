package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.project.TestPlan;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stage 8: test cases mapped to the requirements. */
@Component
final class PlanTests implements StepHandler {

    private final Roles roles;

    PlanTests(Roles roles) {
        this.roles = roles;
    }

    @Override
    public Step step() {
        return Step.PLAN_TESTS;
    }

    @Override
    public StepResult run(StepWork work) {
        Map<?, ?> requirements = work.answer(Step.PARSE_REQUIREMENTS, Map.class);
        RoleAnswer<TestPlan> plan =
                roles.ask(work, "test-planner", TestPlan.class, Map.of("requirements", requirements));
        return new StepResult(
                        work.write(plan.value()),
                        Outcome.completed("%d test cases planned"
                                .formatted(plan.value().cases().size())))
                .with("provenance", plan.provenance());
    }
}
