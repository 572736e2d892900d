package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.agents.Usage;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.StepOutcome;
import io.quantumlayer.worker.run.StepTask;
import io.quantumlayer.worker.sandbox.Cancellation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StepActivitiesTests {

    private final FakeDrops drops = new FakeDrops();
    private final CountingHandler handler = new CountingHandler();
    private final StepActivities activities =
            new StepActivities(List.of(handler), drops, JsonMapper.builder().build());

    @Test
    void outcomeIsWhatTheStoredDropSays() {
        StepOutcome outcome = run(0);

        assertThat(outcome.state()).isEqualTo(StageState.FAILED);
        assertThat(outcome.signature()).isEqualTo("signature");
        assertThat(outcome.reasons()).containsExactly("a reason");
        assertThat(outcome.usage()).isEqualTo(new Usage(1, 2, 3, 0.5));
    }

    @Test
    void secondAttemptReturnsTheSameOutcomeWithoutWorking() {
        StepOutcome first = run(0);

        assertThat(run(0)).isEqualTo(first);
        assertThat(handler.runs).isEqualTo(1);
        assertThat(drops.size()).isEqualTo(1);
    }

    @Test
    void anotherRoundIsAnotherDrop() {
        assertThat(run(1).drop()).isNotEqualTo(run(0).drop());
        assertThat(handler.runs).isEqualTo(2);
    }

    @Test
    void journalTellsOfStartAndEnd() {
        run(0);

        assertThat(drops.events()).extracting(NewEvent::type).containsExactly("stage.started", "stage.completed");
        assertThat(drops.events().getLast().payload())
                .containsEntry("stage", "semantic_validation")
                .containsEntry("summary", "does not build");
    }

    @Test
    void journalTellsOfEachAttemptThatFailed() {
        handler.broken = true;

        assertThatThrownBy(() -> run(0)).isInstanceOf(IllegalStateException.class);

        assertThat(drops.events()).extracting(NewEvent::type).containsExactly("stage.started", "stage.attempt_failed");
        assertThat(drops.events().getLast().payload())
                .containsEntry("attempt", 1)
                .containsEntry("retried", true)
                .containsKey("failure")
                .extracting("error")
                .asString()
                .contains("broken");
    }

    @Test
    void draftIsNotToldAsACompletion() {
        handler.step = Step.WRITE_TESTS;

        StepTask task = new StepTask("workflow", "run", "request", Step.WRITE_TESTS, 0, null, Map.of(), null, null);
        new StepActivities(List.of(handler), drops, JsonMapper.builder().build()).run(task, 1, new Cancellation());

        assertThat(drops.events()).extracting(NewEvent::type).containsExactly("stage.started", "stage.drafted");
    }

    @Test
    void nothingIsStoredWhenTheWorkFails() {
        handler.broken = true;

        assertThatThrownBy(() -> run(0)).isInstanceOf(IllegalStateException.class);
        assertThat(drops.size()).isZero();
    }

    private StepOutcome run(int round) {
        StepTask task = new StepTask("workflow", "run", "request", Step.VALIDATE, round, null, Map.of(), null, null);
        return activities.run(task, 1, new Cancellation());
    }

    private static final class CountingHandler implements StepHandler {

        private int runs;
        private boolean broken;
        private Step step = Step.VALIDATE;

        @Override
        public Step step() {
            return step;
        }

        @Override
        public StepResult run(StepWork work) {
            runs++;
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return StepResult.completed("{}", "does not build")
                    .withFiles(List.of(new DropFile("a.txt", "a")))
                    .withReasons(List.of("a reason"))
                    .withUsage(new Usage(1, 2, 3, 0.5))
                    .failed("signature", false);
        }
    }
}
