package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.journal.ProgressFold;
import io.quantumlayer.contracts.journal.RunCanceled;
import io.quantumlayer.contracts.journal.RunCompleted;
import io.quantumlayer.contracts.journal.RunEnd;
import io.quantumlayer.contracts.journal.RunFailed;
import io.quantumlayer.contracts.journal.RunTerminated;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunProgress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is known of a run: where it stands, how it ended and why, from its journal and from its status. */
final class FollowedRun {

    private RunProgress progress = RunProgress.pending();
    private @Nullable String end;
    private @Nullable RunFailure failure;
    private String waiting = "";
    private boolean toldByJournal;
    private boolean toldByStatus;
    private @Nullable String awaited;

    /**
     * Nothing is known yet.
     *
     * @param retry execution of a retry: what the journal tells before it begins is how the run ended earlier;
     *     {@code null} for a run without one
     */
    FollowedRun(@Nullable String retry) {
        this.awaited = retry;
    }

    RunProgress progress() {
        return progress;
    }

    Usage usage() {
        return progress.used();
    }

    /** {@code Completed}, {@code Failed}, {@code Canceled}, … once the run is over. */
    Optional<String> end() {
        return Optional.ofNullable(end);
    }

    /** Why the run has no result, as far as it is known. */
    Optional<RunFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What the run waits for that is not its own work; empty when it does not. */
    String waiting() {
        return waiting;
    }

    /** Whether the journal itself has said that the run is over. */
    boolean toldByJournal() {
        return toldByJournal;
    }

    /** Whether what is known is more than how the run ended before it was retried. */
    boolean isCurrent() {
        return awaited == null || toldByStatus;
    }

    void add(JournalEvent entry) {
        waiting = "";
        if (awaited != null && entry.retries(awaited)) {
            awaited = null;
        }
        boolean goesOn = awaited != null;
        entry.event().ifPresent(event -> {
            progress = ProgressFold.with(progress, event, entry.at());
            if (event instanceof RunEnd told && !goesOn) {
                failure = failure(told);
                end = told.state();
            }
        });
        if (entry.isLast() && !goesOn) {
            end = end().orElse("Failed");
            toldByJournal = true;
        }
    }

    private static @Nullable RunFailure failure(RunEnd end) {
        return switch (end) {
            case RunFailed failed -> failed.failure() == null ? ofOlder(failed.cause()) : failed.failure();
            case RunCanceled canceled -> of(FailureType.CANCELED, "The run was canceled: ", canceled.reason());
            case RunTerminated terminated ->
                of(FailureType.TERMINATED, "The run was terminated: ", terminated.reason());
            case RunCompleted _ -> null;
        };
    }

    private static @Nullable RunFailure of(FailureType type, String before, @Nullable String reason) {
        return reason == null ? null : RunFailure.of(type, before + reason);
    }

    /** Older releases wrote the cause alone. */
    private static @Nullable RunFailure ofOlder(@Nullable String cause) {
        return cause == null ? null : new RunFailure(null, null, null, cause, null, null, null, null);
    }

    /** Takes over a status answer, which knows at least as much as the journal has told. */
    void update(JsonNode run) {
        StatusAnswer answer = new StatusAnswer(run);
        toldByStatus = true;
        progress = answer.progress(progress);
        waiting = answer.waiting();
        answer.failure().ifPresent(told -> failure = told);
        answer.end().ifPresent(told -> end = told);
    }
}
