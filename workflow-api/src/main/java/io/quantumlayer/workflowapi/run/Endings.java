package io.quantumlayer.workflowapi.run;

import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionCancelRequestedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says why a run that is over has no result: from the end of its history in Temporal. */
@Component
public class Endings {

    /** The request for a cancellation stands among the last events, before what the run still did about it. */
    private static final int LAST_EVENTS = 50;

    private final WorkflowClient client;

    Endings(WorkflowClient client) {
        this.client = client;
    }

    /** Why a run ended without a result; empty for one that runs or has completed. */
    public Optional<RunFailure> of(WorkflowExecution run, RunState state) {
        return switch (state) {
            case Running, Completed -> Optional.empty();
            case Failed -> Optional.of(failed(run));
            case Canceled -> Optional.of(canceled(run));
            case Terminated -> Optional.of(terminated(run));
            case TimedOut ->
                Optional.of(RunFailure.of(FailureType.RUN_TIMED_OUT, "The run was not done within its time limit."));
        };
    }

    private RunFailure failed(WorkflowExecution run) {
        return close(run)
                .map(event -> event.getWorkflowExecutionFailedEventAttributes().getFailure())
                .map(failure -> told(failure, client.getOptions().getDataConverter()))
                .orElseGet(() -> RunFailure.of(FailureType.INTERNAL, "The run failed; its history is gone."));
    }

    private RunFailure canceled(WorkflowExecution run) {
        String reason = client
                .getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistoryReverse(GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(run)
                        .setMaximumPageSize(LAST_EVENTS)
                        .build())
                .getHistory()
                .getEventsList()
                .stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED)
                .map(HistoryEvent::getWorkflowExecutionCancelRequestedEventAttributes)
                .map(WorkflowExecutionCancelRequestedEventAttributes::getCause)
                .findFirst()
                .orElse("");
        return RunFailure.of(FailureType.CANCELED, "The run was canceled" + (reason.isEmpty() ? "." : ": " + reason));
    }

    private RunFailure terminated(WorkflowExecution run) {
        WorkflowExecutionTerminatedEventAttributes end = close(run)
                .map(HistoryEvent::getWorkflowExecutionTerminatedEventAttributes)
                .orElseGet(WorkflowExecutionTerminatedEventAttributes::getDefaultInstance);
        return RunFailure.of(
                FailureType.TERMINATED,
                "The run was terminated in Temporal%s%s"
                        .formatted(
                                end.getIdentity().isEmpty() ? "" : " by " + end.getIdentity(),
                                end.getReason().isEmpty() ? "." : ": " + end.getReason()));
    }

    private Optional<HistoryEvent> close(WorkflowExecution run) {
        return client
                .getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(run)
                        .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                        .build())
                .getHistory()
                .getEventsList()
                .stream()
                .findFirst();
    }

    /** The failure that a worker has told, or its innermost cause where a worker of an older release told none. */
    static RunFailure told(Failure failure, DataConverter converter) {
        Throwable cause = converter.failureToException(failure);
        while (true) {
            if (cause instanceof ApplicationFailure application
                    && application.getDetails().getSize() > 0) {
                return application.getDetails().get(0, RunFailure.class);
            }
            if (cause.getCause() == null) {
                return innermost(cause);
            }
            cause = cause.getCause();
        }
    }

    private static RunFailure innermost(Throwable cause) {
        if (cause instanceof ApplicationFailure application) {
            return RunFailure.of(
                    FailureType.find(application.getType()).orElse(FailureType.INTERNAL),
                    String.valueOf(application.getOriginalMessage()));
        }
        return RunFailure.of(FailureType.INTERNAL, String.valueOf(cause.getMessage()));
    }
}
