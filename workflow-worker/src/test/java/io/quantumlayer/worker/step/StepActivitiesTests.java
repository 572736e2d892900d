package io.quantumlayer.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.testsupport.TestKeys;
import io.quantumlayer.worker.run.FinishedStep;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Skip;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.StepTask;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.signature.ForeignDropException;
import io.quantumlayer.worker.signature.TestSignatures;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StepActivitiesTests {

    private static final Usage SPENT = new Usage(1, 2, 3, 0.5);
    private static final Execution FIRST = new Execution("run", 1);

    private final FakeDrops drops = new FakeDrops();
    private final CountingHandler handler = new CountingHandler();
    private final TestKeys keys = TestKeys.create();
    private final StepActivities activities = activities(keys);

    @Test
    void outcomeIsWhatTheStoredDropSays() {
        Outcome outcome = run(0).outcome();

        assertThat(outcome.state()).isEqualTo(StageState.FAILED);
        assertThat(outcome.signature()).isEqualTo("signature");
        assertThat(outcome.reasons()).containsExactly("a reason");
        assertThat(outcome.usage()).isEqualTo(SPENT);
    }

    @Test
    void secondAttemptReturnsTheSameOutcomeWithoutWorking() {
        FinishedStep first = run(0);

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

        assertThatThrownBy(() -> run(0)).hasCauseInstanceOf(IllegalStateException.class);

        assertThat(drops.events()).extracting(NewEvent::type).containsExactly("stage.started", "stage.attempt_failed");
        assertThat(drops.events().getLast().payload())
                .containsEntry("attempt", 1)
                .containsEntry("retried", true)
                .containsKey("failure")
                .containsEntry("usage", FakeRun.JSON.convertValue(SPENT, Map.class))
                .extracting("error")
                .asString()
                .contains("broken");
    }

    @Test
    void draftIsNotToldAsACompletion() {
        handler.step = Step.WRITE_TESTS;

        StepTask task =
                new StepTask("workflow", "run", "request", Step.WRITE_TESTS, 0, null, null, Map.of(), null, null, null);
        activities(keys).run(task, FIRST, new Cancellation());

        assertThat(drops.events()).extracting(NewEvent::type).containsExactly("stage.started", "stage.drafted");
    }

    @Test
    void stepThatTheGraphLeavesOutIsNotDoneAndItsDropSaysWhy() {
        FinishedStep skipped = activities(keys).run(skipped(Step.VALIDATE, Map.of(), true), FIRST, new Cancellation());

        assertThat(skipped.outcome()).isEqualTo(Outcome.notApplicable("no need").because("no need"));
        assertThat(drops.drop(skipped.drop().id()).artifact()).isEqualTo("no need");
        assertThat(handler.runs).isZero();
    }

    @Test
    void stepThatNobodyMissesIsNoReason() {
        FinishedStep skipped = activities(keys).run(skipped(Step.VALIDATE, Map.of(), false), FIRST, new Cancellation());

        assertThat(skipped.outcome().reasons()).isEmpty();
    }

    @Test
    void filesOfTheDraftStayWithTheStageWhoseCheckIsLeftOut() {
        handler.step = Step.WRITE_TESTS;
        FinishedStep draft = activities(keys)
                .run(
                        new StepTask(
                                "workflow",
                                "run",
                                "request",
                                Step.WRITE_TESTS,
                                0,
                                null,
                                null,
                                Map.of(),
                                null,
                                null,
                                null),
                        FIRST,
                        new Cancellation());

        FinishedStep skipped = activities(keys)
                .run(
                        skipped(Step.RUN_TESTS, Map.of(Step.WRITE_TESTS.key(), draft.drop()), true),
                        FIRST,
                        new Cancellation());

        assertThat(drops.contents(skipped.drop().id())).containsExactly(new DropFile("a.txt", "a"));
    }

    @Test
    void nothingIsStoredWhenTheWorkFails() {
        handler.broken = true;

        assertThatThrownBy(() -> run(0)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(drops.size()).isZero();
    }

    @Test
    void anotherReplicaOrARestartedOneTakesBackWhatThisOneSigned() {
        FinishedStep first = run(0);

        assertThat(activities(keys).run(task(0), FIRST, new Cancellation())).isEqualTo(first);
        assertThat(handler.runs).isEqualTo(1);
    }

    @Test
    void aDropThatAnotherPlatformSignedEndsTheRun() {
        activities(TestKeys.create()).run(task(0), FIRST, new Cancellation());

        assertForeign("its signature is not of this platform's worker");
    }

    @Test
    void aDropThatNobodySignedEndsTheRun() {
        run(0);
        replace(drop -> changed(drop, drop.artifact(), without(drop, "signature"), drop.files()));

        assertForeign("it has no signature of the worker");
    }

    @Test
    void aDropThatWasChangedEndsTheRun() {
        run(0);
        Drop stored = drops.drop("drop-0");
        Map<String, Object> passed = new HashMap<>(stored.metadata());
        passed.put("outcome", Map.of("state", "completed", "summary", "passed"));

        for (Drop changed : List.of(
                changed(stored, "another", stored.metadata(), stored.files()),
                changed(stored, stored.artifact(), passed, stored.files()),
                changed(stored, stored.artifact(), stored.metadata(), List.of()),
                changed(
                        stored,
                        stored.artifact(),
                        stored.metadata(),
                        List.of(new StoredFile("a.txt", Sha256.hex("b"), 1))))) {
            replace(_ -> changed);
            assertForeign("its signature is that of another drop");
        }
    }

    @Test
    void aDropOfAnotherRoundEndsTheRun() {
        run(1);
        drops.replace(drops.drop("drop-0"), task(0).idempotencyKey(), List.of());

        assertForeign("it was signed for another step");
    }

    @Test
    void aDropThatComesBetweenTheWorkAndItsStoringEndsTheRun() {
        handler.meanwhile = () -> activities(TestKeys.create()).run(task(0), FIRST, new Cancellation());

        assertForeign("its signature is not of this platform's worker");
    }

    @Test
    void aCopyThatARollbackMadeIsNotTakenForTheStepsOwn() {
        run(0);
        Drop stored = drops.drop("drop-0");
        Map<String, Object> rolledBack = new HashMap<>(stored.metadata());
        rolledBack.put("rollback_from", stored.id());
        replace(_ -> changed(stored, stored.artifact(), rolledBack, stored.files()));

        assertForeign("its signature is that of another drop");
    }

    @Test
    void workReadsEarlierDropsAndTheirFilesOnlyAsTheyWereSigned() {
        DropRef ref = run(0).drop();
        StepWork work = work(ref);
        assertThat(work.files(Step.VALIDATE)).containsExactly(new DropFile("a.txt", "a"));
        assertThat(work.drop(Step.VALIDATE).id()).isEqualTo(ref.id());

        drops.replace(drops.drop(ref.id()), "any", List.of(new DropFile("a.txt", "planted")));
        assertThatThrownBy(() -> work(ref).files(Step.VALIDATE))
                .isInstanceOf(ForeignDropException.class)
                .hasMessageContaining("its files are not those that it lists");
        replace(drop -> changed(drop, "planted", drop.metadata(), drop.files()));
        assertThatThrownBy(() -> work(ref).drop(Step.VALIDATE)).isInstanceOf(ForeignDropException.class);
    }

    @Test
    void aPlantedDropFailsTheActivityForGoodAndIsNamed() {
        assertThatThrownBy(() -> ActivityFailures.translated(() -> {
                    run(0);
                    replace(drop -> changed(drop, "planted", drop.metadata(), drop.files()));
                    return run(0);
                }))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.isNonRetryable()).isTrue();
                    assertThat(failure.getType()).isEqualTo("foreign-drop");
                    assertThat(failure.getOriginalMessage()).contains("drop-0", "DELETE /api/v1/drops/drop-0");
                });
    }

    private void assertForeign(String reason) {
        assertThatThrownBy(() -> run(0))
                .isInstanceOf(ForeignDropException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("drop-0");
    }

    private void replace(UnaryOperator<Drop> change) {
        drops.replace(
                change.apply(drops.drop("drop-0")), task(0).idempotencyKey(), List.of(new DropFile("a.txt", "a")));
    }

    private static Drop changed(Drop drop, String artifact, Map<String, Object> metadata, List<StoredFile> files) {
        return new Drop(
                drop.id(),
                drop.workflowId(),
                drop.requestId(),
                drop.stage(),
                drop.type(),
                artifact,
                metadata,
                drop.createdAt(),
                drop.version(),
                drop.runId(),
                drop.parent(),
                drop.stale(),
                files);
    }

    private static Map<String, Object> without(Drop drop, String member) {
        Map<String, Object> metadata = new HashMap<>(drop.metadata());
        metadata.remove(member);
        return metadata;
    }

    private StepActivities activities(TestKeys key) {
        return new StepActivities(
                List.of(handler),
                drops,
                TestSignatures.with(key),
                JsonMapper.builder().build());
    }

    private StepWork work(DropRef ref) {
        StepTask task = new StepTask(
                "workflow",
                "run",
                "request",
                Step.RUN_TESTS,
                0,
                null,
                null,
                Map.of(Step.VALIDATE.key(), ref),
                null,
                null,
                null);
        return new StepWork(
                task,
                drops,
                TestSignatures.with(keys),
                JsonMapper.builder().build(),
                new Cancellation(),
                RefusedAnswers.NONE);
    }

    private static StepTask skipped(Step step, Map<String, DropRef> earlier, boolean missed) {
        return new StepTask(
                "workflow", "run", "request", step, 0, null, null, earlier, null, new Skip("no need", missed), null);
    }

    private static StepTask task(int round) {
        return new StepTask("workflow", "run", "request", Step.VALIDATE, round, null, null, Map.of(), null, null, null);
    }

    private FinishedStep run(int round) {
        return activities.run(task(round), FIRST, new Cancellation());
    }

    private static final class CountingHandler implements StepHandler {

        private int runs;
        private boolean broken;
        private Runnable meanwhile = () -> {};
        private Step step = Step.VALIDATE;

        @Override
        public Step step() {
            return step;
        }

        @Override
        public StepResult run(StepWork work) {
            runs++;
            Runnable first = meanwhile;
            meanwhile = () -> {};
            first.run();
            work.spend(SPENT);
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return new StepResult(
                            "{}",
                            Outcome.completed("does not build")
                                    .because("a reason")
                                    .failing("signature", false))
                    .withFiles(List.of(new DropFile("a.txt", "a")));
        }
    }
}
