package io.quantumlayer.contracts.journal;

import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands after an event: the one answer to it, for the workflow's query, for the API and for those who read
 * the journal.
 */
public final class ProgressFold {

    private ProgressFold() {}

    /**
     * The progress after an event that happened at that time; events that say nothing about it change nothing. What steps
     * tell once the run has ended, such as those that go on when it is terminated, comes too late: only another start or a
     * retry opens it again.
     */
    public static RunProgress with(RunProgress before, RunEvent event, Instant at) {
        return switch (event) {
            case RunStarted _ -> RunProgress.pending();
            case RunRetried _ -> going(before);
            case StageEvent _ when before.hasEnded() -> before;
            case StageStarted started -> changed(before, started, Usage.NONE, line -> started(line, started, at));
            case StageAttemptFailed failed -> changed(before, failed, Usage.NONE, line -> retried(line, failed));
            case StageDrafted drafted ->
                changed(
                        before,
                        drafted,
                        drafted.usage(),
                        line -> drafted(line, drafted.round(), drafted.summary(), drafted.drop(), at));
            case StageCompleted completed ->
                changed(before, completed, completed.usage(), line -> done(line, completed, at));
            case RunFailed failed -> stopped(before, failed.failure(), failed.usage(), at);
            case RunCanceled canceled -> stopped(before, null, canceled.usage(), at);
            case RunCompleted completed -> stopped(before, null, completed.usage(), at);
            case RunTerminated _ -> stopped(before, null, null, at);
            case DropEvent _ -> before;
        };
    }

    private static StageProgress started(StageProgress line, StageStarted event, Instant at) {
        return new StageProgress(
                line.number(),
                line.stage(),
                StageState.RUNNING,
                event.round(),
                line.startedAt() == null ? at : line.startedAt(),
                null,
                line.summary(),
                line.drop(),
                0,
                null);
    }

    private static StageProgress retried(StageProgress line, StageAttemptFailed event) {
        return new StageProgress(
                line.number(),
                line.stage(),
                StageState.RUNNING,
                event.round(),
                line.startedAt(),
                null,
                line.summary(),
                line.drop(),
                Math.max(event.attempt(), line.failedAttempts() + (event.attempt() == 0 ? 1 : 0)),
                event.failure() == null ? event.error() : event.failure().message());
    }

    private static StageProgress drafted(
            StageProgress line, int round, @Nullable String summary, @Nullable DropRef drop, Instant at) {
        return ended(line, StageState.RUNNING, round, at, null, summary, drop);
    }

    private static StageProgress done(StageProgress line, StageCompleted event, Instant at) {
        // Older releases wrote drafts as completions.
        return event.draft()
                ? drafted(line, event.round(), event.summary(), event.drop(), at)
                : ended(
                        line,
                        event.state() == null ? StageState.COMPLETED : event.state(),
                        event.round(),
                        at,
                        at,
                        event.summary(),
                        event.drop());
    }

    private static StageProgress ended(
            StageProgress line,
            StageState state,
            int round,
            Instant at,
            @Nullable Instant finishedAt,
            @Nullable String summary,
            @Nullable DropRef drop) {
        return new StageProgress(
                line.number(),
                line.stage(),
                state,
                round,
                line.startedAt() == null ? at : line.startedAt(),
                finishedAt,
                summary == null || summary.isEmpty() ? line.summary() : summary,
                drop == null ? line.drop() : drop,
                0,
                null);
    }

    private static RunProgress changed(
            RunProgress before, StageEvent event, @Nullable Usage usage, UnaryOperator<StageProgress> change) {
        Stage stage = event.known().orElse(null);
        List<StageProgress> stages = before.stages().stream()
                .map(line -> line.stage() == stage ? change.apply(line) : line)
                .toList();
        return RunProgress.of(
                stages,
                Math.max(before.repairRounds(), event.round()),
                before.used().plus(usage == null ? Usage.NONE : usage));
    }

    /**
     * The run goes on: what was stopped has not begun again yet, and what is done stays done. What failed is made again, and
     * tells then what it has used, the answers that it is given again included: until then it is not counted.
     */
    private static RunProgress going(RunProgress before) {
        List<StageProgress> stages = before.stages().stream()
                .map(line ->
                        line.state() == StageState.STOPPED || line.state() == StageState.RUNNING ? waiting(line) : line)
                .toList();
        return RunProgress.of(stages, before.repairRounds(), before.usedByFinishedSteps());
    }

    private static StageProgress waiting(StageProgress line) {
        return new StageProgress(
                line.number(),
                line.stage(),
                StageState.PENDING,
                line.round(),
                null,
                null,
                line.summary(),
                line.drop(),
                0,
                null);
    }

    /** The run ended: what was running has no result of its own, and what was used is what the run itself counts. */
    private static RunProgress stopped(
            RunProgress before, @Nullable RunFailure failure, @Nullable Usage usage, Instant at) {
        List<StageProgress> stages = before.stages().stream()
                .map(line -> line.state() == StageState.RUNNING ? stopped(line, failure, at) : line)
                .toList();
        return RunProgress.of(stages, before.repairRounds(), before.usedByFinishedSteps())
                .endedWith(usage == null ? before.used() : usage);
    }

    private static StageProgress stopped(StageProgress line, @Nullable RunFailure failure, Instant at) {
        return new StageProgress(
                line.number(),
                line.stage(),
                StageState.STOPPED,
                line.round(),
                line.startedAt(),
                at,
                line.summary(),
                line.drop(),
                0,
                failure != null && line.stage().key().equals(failure.stage()) ? failure.message() : null);
    }
}
