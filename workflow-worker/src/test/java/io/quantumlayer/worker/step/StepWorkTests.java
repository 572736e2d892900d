package io.quantumlayer.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.testsupport.TestKeys;
import io.quantumlayer.worker.run.RunFacts;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.StepTask;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.signature.TestSignatures;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepWorkTests {

    @Test
    void languageIsToldByTheTask() {
        assertThat(work(new RunFacts("go", "cli"), null).facts()).isEqualTo(new RunFacts("go", "cli"));
    }

    @Test
    void languageOfATaskOfAnEarlierReleaseIsReadFromTheFirstDrop() {
        assertThat(new FakeRun("java").at(Step.VALIDATE).facts()).isEqualTo(new RunFacts("java", "library"));
    }

    @Test
    void budgetIsWhatTheStepHasNotSpent() {
        StepWork work = work(null, new RunBudget(2.0, 100L, 3, 60L));

        work.spend(new Usage(1, 10, 20, 0.5));

        assertThat(work.budget()).isEqualTo(new RunBudget(1.5, 70L, 2, 60L));
    }

    @Test
    void runWithoutABudgetHasNone() {
        assertThat(work(null, null).budget()).isNull();
    }

    @Test
    void stepThatHasNotRunIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> work(null, null).drop(Step.WRITE_CODE))
                .withMessageContaining("VALIDATE needs the drop of WRITE_CODE");
    }

    private static StepWork work(@Nullable RunFacts facts, @Nullable RunBudget budget) {
        return new StepWork(
                new StepTask("workflow", "run", "request", Step.VALIDATE, 0, null, facts, Map.of(), null, null, budget),
                new FakeDrops(),
                TestSignatures.with(TestKeys.create()),
                FakeRun.JSON,
                new Cancellation(),
                RefusedAnswers.NONE);
    }
}
