package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.journal.RunCompleted;
import io.quantumlayer.contracts.journal.RunEnd;
import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.journal.RunStarted;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells QuantumDrop how the run as a whole stands; a cancellation keeps nothing of it from being written. */
@WorkflowCode
final class RunLog {

    private static final String RECORD_OUTLIVES_CANCELLATION = "record-outlives-cancellation";

    private final GenerationRequest request;
    private final WorkflowInfo info = Workflow.getInfo();
    // Some two minutes of waiting for QuantumDrop; how long a worker has no room for this does not count.
    private final RunActivities activities = Workflow.newActivityStub(
            RunActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setMaximumInterval(Duration.ofSeconds(5))
                            .setMaximumAttempts(26)
                            .build())
                    .build());
    private boolean outlivesCancellation;

    RunLog(GenerationRequest request) {
        this.request = request;
    }

    void started() {
        outlivesCancellation = Workflow.getVersion(RECORD_OUTLIVES_CANCELLATION, Workflow.DEFAULT_VERSION, 1)
                != Workflow.DEFAULT_VERSION;
        record(new RunStarted(request.language(), request.type(), info.getRunId()), RunChange.RUNNING, null);
    }

    /** Writes that the run has its result, and gives what was written. */
    RunCompleted completed(RunOutcome outcome) {
        RunCompleted end = new RunCompleted(
                outcome.verdict(), outcome.reasons(), outcome.repairRounds(), outcome.usage(), info.getRunId());
        record(end, end.state(), outcome.verdict().name().toLowerCase(Locale.ROOT));
        return end;
    }

    /** Writes that the run ended without a result. */
    void ended(RunEnd end) {
        detached(() -> write(end, end.state(), null));
    }

    /** A write that a cancellation leaves behind unfinished could come after the one that says how the run ended. */
    private void record(RunEvent event, String state, @Nullable String verdict) {
        if (outlivesCancellation) {
            detached(() -> write(event, state, verdict));
        } else {
            write(event, state, verdict);
        }
    }

    private static void detached(Runnable write) {
        Workflow.newDetachedCancellationScope(write).run();
    }

    private void write(RunEvent event, String state, @Nullable String verdict) {
        activities.record(
                RunChange.of(info.getWorkflowId(), info.getOriginalExecutionRunId(), request, event, state, verdict));
    }
}
