package io.quantumlayer.workflowapi.run;

import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.platform.workflow.RunHistory;
import io.quantumlayer.platform.workflow.RunState;
import io.quantumlayer.platform.workflow.TemporalFailures;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says why a run that is over has no result: from the end of its history in Temporal. */
@Component
public class Endings {

    private final WorkflowClient client;

    Endings(WorkflowClient client) {
        this.client = client;
    }

    /** Why a run ended without a result; empty for one that runs or has completed. */
    public Optional<RunFailure> of(WorkflowExecution run, RunState state) {
        RunHistory history = new RunHistory(client, run);
        return switch (state) {
            case Running, Completed -> Optional.empty();
            case Failed -> Optional.of(failed(history));
            case Canceled -> Optional.of(canceled(history));
            case Terminated -> Optional.of(terminated(history));
            case TimedOut ->
                Optional.of(RunFailure.of(FailureType.RUN_TIMED_OUT, "The run was not done within its time limit."));
        };
    }

    private static RunFailure failed(RunHistory history) {
        return history.close()
                .map(history::failure)
                .map(TemporalFailures::of)
                .orElseGet(() -> RunFailure.of(FailureType.INTERNAL, "The run failed; its history is gone."));
    }

    private static RunFailure canceled(RunHistory history) {
        return RunFailure.of(
                FailureType.CANCELED,
                "The run was canceled"
                        + history.cancellationReason()
                                .map(reason -> ": " + reason)
                                .orElse("."));
    }

    private static RunFailure terminated(RunHistory history) {
        WorkflowExecutionTerminatedEventAttributes end = history.close()
                .map(HistoryEvent::getWorkflowExecutionTerminatedEventAttributes)
                .orElseGet(WorkflowExecutionTerminatedEventAttributes::getDefaultInstance);
        return RunFailure.of(
                FailureType.TERMINATED,
                "The run was terminated in Temporal%s%s"
                        .formatted(
                                end.getIdentity().isEmpty() ? "" : " by " + end.getIdentity(),
                                end.getReason().isEmpty() ? "." : ": " + end.getReason()));
    }
}
