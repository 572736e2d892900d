package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.TestPlan;
import io.quantumlayer.contracts.project.TestPlan.TestCase;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.StepResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTestsTests {

    @Test
    void casesAreMadeOfTheRequirementsAlone() {
        TestPlan plan = new TestPlan(List.of(new TestCase("T1", "adds", "example", List.of("R1"))));
        ScriptedRoles roles = new ScriptedRoles().answering(plan);

        StepResult result = new PlanTests(roles.roles()).run(new FakeRun("python").at(Step.PLAN_TESTS));

        assertThat(FakeRun.JSON.readValue(result.artifact(), TestPlan.class)).isEqualTo(plan);
        assertThat(result.outcome().summary()).isEqualTo("1 test cases planned");
        assertThat(result.metadata()).containsKey("provenance");
        assertThat(roles.asked())
                .singleElement()
                .satisfies(task -> assertThat(task.role()).isEqualTo("test-planner"));
        assertThat(roles.input(0)).containsKey("requirements").doesNotContainKeys("sources", "structure");
    }
}
