package io.quantumlayer.contracts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressFoldTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FRD = "frd_generation";

    private RunProgress progress = RunProgress.pending();
    private int seconds;

    @Test
    void aStageThatBeganRunsAndOneThatIsDoneIsCompleted() {
        happened(started(FRD, 0));
        assertThat(progress.currentStage()).isEqualTo(Stage.FRD_GENERATION);

        happened(completed(FRD, 0, StageState.COMPLETED, "3 sections"));

        StageProgress line = progress.line(Stage.FRD_GENERATION);
        assertThat(line.state()).isEqualTo(StageState.COMPLETED);
        assertThat(line.summary()).isEqualTo("3 sections");
        assertThat(line.startedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(line.finishedAt()).isEqualTo(START.plusSeconds(2));
        assertThat(progress.completedStages()).isEqualTo(1);
        assertThat(progress.currentStage()).isNull();
    }

    @Test
    void anAttemptThatFailedIsARetryWithItsReason() {
        happened(started(FRD, 0));
        happened(failed(FRD, 1));
        happened(failed(FRD, 2));

        StageProgress line = progress.line(Stage.FRD_GENERATION);
        assertThat(line.state()).isEqualTo(StageState.RUNNING);
        assertThat(line.finishedAt()).isNull();
        assertThat(line.failedAttempts()).isEqualTo(2);
        assertThat(line.problem()).isEqualTo("no such model");
        assertThat(progress.completedStages()).isZero();
    }

    @Test
    void theReasonOfARetryGoesWithTheStageThatIsDone() {
        happened(started(FRD, 0));
        happened(failed(FRD, 1));
        happened(completed(FRD, 0, StageState.COMPLETED, "3 sections"));

        StageProgress line = progress.line(Stage.FRD_GENERATION);
        assertThat(line.state()).isEqualTo(StageState.COMPLETED);
        assertThat(line.failedAttempts()).isZero();
        assertThat(line.problem()).isNull();
    }

    @Test
    void aDraftIsNoCompletion() {
        happened(started("test_generation", 0));
        happened(new StageDrafted(
                "test_generation", 9, "write_tests", 0, true, StageState.COMPLETED, "2 test files", null, null));

        StageProgress line = progress.line(Stage.TEST_GENERATION);
        assertThat(line.state()).isEqualTo(StageState.RUNNING);
        assertThat(line.summary()).isEqualTo("2 test files");
        assertThat(line.finishedAt()).isNull();
    }

    @Test
    void aDraftThatAnOlderReleaseCalledACompletionIsNoneEither() {
        happened(new StageCompleted(
                "test_generation", 9, "write_tests", 0, true, StageState.COMPLETED, "2 test files", null, null));

        assertThat(progress.line(Stage.TEST_GENERATION).state()).isEqualTo(StageState.RUNNING);
    }

    @Test
    void aCheckThatFoundSomethingHasFailedAndIsTriedInAnotherRound() {
        happened(started("semantic_validation", 0));
        happened(completed("semantic_validation", 0, StageState.FAILED, "does not build"));
        assertThat(progress.line(Stage.SEMANTIC_VALIDATION).state()).isEqualTo(StageState.FAILED);

        happened(started("semantic_validation", 1));

        assertThat(progress.line(Stage.SEMANTIC_VALIDATION).state()).isEqualTo(StageState.RUNNING);
        assertThat(progress.line(Stage.SEMANTIC_VALIDATION).round()).isEqualTo(1);
        assertThat(progress.repairRounds()).isEqualTo(1);
    }

    @Test
    void theStageThatEndedTheRunSaysWhy() {
        happened(started(FRD, 0));
        happened(started("test_plan_generation", 0));
        RunFailure failure =
                RunFailure.of(FailureType.NOT_FOUND, "no such model").in(FRD, "write_frd");
        happened(new RunFailed(failure.message(), failure, Usage.NONE, "run"));

        assertThat(progress.line(Stage.FRD_GENERATION).state()).isEqualTo(StageState.STOPPED);
        assertThat(progress.line(Stage.FRD_GENERATION).problem()).isEqualTo("no such model");
        assertThat(progress.line(Stage.TEST_PLAN_GENERATION).state()).isEqualTo(StageState.STOPPED);
        assertThat(progress.line(Stage.TEST_PLAN_GENERATION).problem()).isNull();
        assertThat(progress.currentStage()).isNull();
    }

    @Test
    void whatTheStepsUsedAddsUp() {
        happened(completed(FRD, 0, StageState.COMPLETED, ""));
        happened(completed("completion", 0, StageState.COMPLETED, ""));

        assertThat(progress.usage()).isEqualTo(new Usage(2, 20, 4, 0.5));
    }

    @Test
    void aStageOfANewerReleaseChangesNoOther() {
        happened(completed("deployment", 0, StageState.COMPLETED, ""));

        assertThat(progress.stages()).allMatch(line -> line.state() == StageState.PENDING);
    }

    @Test
    void aRunThatBeginsAgainBeginsAnew() {
        happened(started(FRD, 0));
        happened(new RunCompleted(Verdict.COMPLETE, List.of(), 0, null, "run"));
        happened(new RunStarted("python", "function", "other"));

        assertThat(progress).isEqualTo(RunProgress.pending());
    }

    @Test
    void whatAStepTellsAfterTheRunEndedDoesNotReviveIt() {
        happened(started(FRD, 0));
        happened(completed(FRD, 0, StageState.COMPLETED, "clear"));
        happened(started("test_generation", 0));
        happened(new RunTerminated("enough", "run"));
        RunProgress ended = progress;
        assertThat(ended.line(Stage.TEST_GENERATION).state()).isEqualTo(StageState.STOPPED);

        happened(failed("test_generation", 1));
        happened(new StageDrafted(
                "test_generation", 9, "write_tests", 0, true, StageState.COMPLETED, "2 test files", null, null));
        happened(started("completion", 0));
        happened(completed("test_generation", 0, StageState.COMPLETED, "2 test files"));
        assertThat(progress).isEqualTo(ended);

        happened(new RunRetried("write_tests", "another"));
        happened(started("test_generation", 0));
        assertThat(progress.currentStage()).isEqualTo(Stage.TEST_GENERATION);
    }

    @Test
    void aRunThatIsRetriedKeepsWhatIsDoneAndForgetsWhatItFailedOf() {
        happened(completed("prompt_enhancement", 0, StageState.COMPLETED, "clear"));
        happened(started(FRD, 0));
        happened(new RunFailed(
                "no such model",
                RunFailure.of(FailureType.NOT_FOUND, "no such model").in(FRD, "write_frd"),
                null,
                "run"));
        RunProgress failed = progress;

        happened(new RunRetried("write_frd", "another"));

        assertThat(progress.line(Stage.PROMPT_ENHANCEMENT)).isEqualTo(failed.line(Stage.PROMPT_ENHANCEMENT));
        assertThat(progress.line(Stage.FRD_GENERATION)).isEqualTo(StageProgress.pending(Stage.FRD_GENERATION));
        assertThat(progress.usage()).isEqualTo(failed.usage());
        happened(started(FRD, 0));
        assertThat(progress.line(Stage.FRD_GENERATION).startedAt()).isEqualTo(START.plusSeconds(5));
    }

    /** The attempts that failed are a part of what the step has used in the end. */
    @Test
    void aStepThatIsRetriedIsCountedOnce() {
        happened(completed("prompt_enhancement", 0, StageState.COMPLETED, "clear"));
        happened(started(FRD, 0));
        happened(new RunFailed("no such model", null, new Usage(3, 30, 6, 0.75), "run"));
        assertThat(progress.used()).isEqualTo(new Usage(3, 30, 6, 0.75));

        happened(new RunRetried("write_frd", "another"));
        assertThat(progress.used()).isEqualTo(new Usage(1, 10, 2, 0.25));
        happened(started(FRD, 0));
        happened(new StageCompleted(
                FRD, null, null, 0, false, StageState.COMPLETED, "3 sections", null, new Usage(3, 30, 6, 0.75)));
        assertThat(progress.used()).isEqualTo(new Usage(4, 40, 8, 1.0));

        happened(new RunFailed("again", null, new Usage(5, 50, 10, 1.25), "run"));
        happened(new RunRetried("write_code", "third"));
        assertThat(progress.used()).isEqualTo(new Usage(4, 40, 8, 1.0));
    }

    private void happened(RunEvent event) {
        seconds++;
        progress = ProgressFold.with(progress, event, START.plusSeconds(seconds));
    }

    private static StageStarted started(String stage, int round) {
        return new StageStarted(stage, null, null, round, false);
    }

    private static StageAttemptFailed failed(String stage, int attempt) {
        return new StageAttemptFailed(stage, null, null, 0, false, "no such model", attempt, true, null, null);
    }

    private static StageCompleted completed(String stage, int round, StageState state, String summary) {
        return new StageCompleted(stage, null, null, round, false, state, summary, null, new Usage(1, 10, 2, 0.25));
    }
}
