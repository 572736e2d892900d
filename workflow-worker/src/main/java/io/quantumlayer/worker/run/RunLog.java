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

/** Tells QuantumDrop how the run as a whole stands, also when it was canceled or has failed. */
@WorkflowCode
final class RunLog {

    private final GenerationRequest request;
    private final WorkflowInfo info = Workflow.getInfo();
    private final RunActivities activities = Workflow.newActivityStub(
            RunActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setMaximumInterval(Duration.ofSeconds(5))
                            .build())
                    .build());

    RunLog(GenerationRequest request) {
        this.request = request;
    }

    void started() {
        record(new RunStarted(request.language(), request.type(), info.getRunId()), RunChange.RUNNING, null);
    }

    /** Writes that the run has its result, and gives what was written. */
    RunCompleted completed(RunOutcome outcome) {
        RunCompleted end = new RunCompleted(
                outcome.verdict(), outcome.reasons(), outcome.repairRounds(), outcome.usage(), info.getRunId());
        record(end, end.state(), outcome.verdict().name().toLowerCase(Locale.ROOT));
        return end;
    }

    /** Writes that the run ended without a result; a cancellation does not keep it from being written. */
    void ended(RunEnd end) {
        Workflow.newDetachedCancellationScope(() -> record(end, end.state(), null))
                .run();
    }

    private void record(RunEvent event, String state, @Nullable String verdict) {
        activities.record(
                RunChange.of(info.getWorkflowId(), info.getOriginalExecutionRunId(), request, event, state, verdict));
    }
}
