package io.quantumlayer.workflowapi.run;

import io.quantumlayer.contracts.journal.ProgressFold;
import io.quantumlayer.contracts.journal.StageAttemptFailed;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.platform.workflow.TemporalFailures;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Temporal knows of a running run and its workflow does not: attempts that failed, and work that nobody takes. */
final class Pending {

    /** A worker that is there takes what waits for it at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Pending() {}

    /** The progress with the failed attempts of the steps that are tried again. */
    static RunProgress with(RunProgress progress, WorkflowExecutionDescription run, DataConverter converter) {
        RunProgress seen = progress;
        for (PendingActivityInfo step : run.getRawDescription().getPendingActivitiesList()) {
            if (step.getAttempt() > 1 && step.hasLastFailure()) {
                RunFailure failure = TemporalFailures.of(converter.failureToException(step.getLastFailure()));
                seen = ProgressFold.with(seen, attemptFailed(seen, step, failure), Instant.EPOCH);
            }
        }
        return seen;
    }

    private static StageAttemptFailed attemptFailed(
            RunProgress progress, PendingActivityInfo step, RunFailure failure) {
        String stage = failure.stage() != null
                ? failure.stage()
                : progress.currentStage() == null ? "" : progress.currentStage().key();
        return new StageAttemptFailed(
                stage,
                null,
                step.getActivityType().getName(),
                Stage.find(stage).map(known -> progress.line(known).round()).orElse(0),
                false,
                failure.message(),
                step.getAttempt() - 1,
                true,
                failure,
                null);
    }

    /** What a run that goes on waits for, if it is not its own work. */
    static Optional<String> waiting(WorkflowExecutionDescription run, @Nullable RunProgress progress, Instant now) {
        DescribeWorkflowExecutionResponse description = run.getRawDescription();
        if (description.getPendingWorkflowTask().getAttempt() > 1) {
            return Optional.of(
                    "The workers cannot go on with this run: their code for it fails. Look at: ql logs workflow-worker");
        }
        if (progress == null) {
            return Optional.of("No worker answers; the run goes on once there is one. Look at: ql status");
        }
        return description.getPendingActivitiesList().stream()
                .filter(step -> step.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
                        && step.getAttempt() <= 1
                        && Instant.ofEpochSecond(step.getScheduledTime().getSeconds())
                                .isBefore(now.minus(PATIENCE)))
                .findFirst()
                .map(step -> "No worker takes the step %s; it is done once there is one. Look at: ql status"
                        .formatted(step.getActivityType().getName()));
    }
}
