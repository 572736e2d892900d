package io.quantumlayer.platform.workflow;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;

/**
 * The ends of an execution's history in Temporal: how it began, how it closed and why. Each method asks the server, and
 * throws {@link io.grpc.StatusRuntimeException} where that does not answer or no longer has the execution.
 */
public final class RunHistory {

    /** The request for a cancellation stands among the last events, before what the run still did about it. */
    private static final int LAST_EVENTS = 50;

    private final WorkflowClient client;
    private final WorkflowExecution execution;

    public RunHistory(WorkflowClient client, WorkflowExecution execution) {
        this.client = client;
        this.execution = execution;
    }

    /** How it began; empty where the history is gone. */
    public Optional<HistoryEvent> start() {
        return first(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT);
    }

    /** How it ended, of one that is over; empty where the history is gone. */
    public Optional<HistoryEvent> close() {
        return first(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT);
    }

    /** What one that closed with this event has failed of; {@link TemporalFailures} puts it into words. */
    public Throwable failure(HistoryEvent close) {
        return client.getOptions()
                .getDataConverter()
                .failureToException(
                        close.getWorkflowExecutionFailedEventAttributes().getFailure());
    }

    /** What for, or by whom, its cancellation was asked; empty where nobody has said. */
    public Optional<String> cancellationReason() {
        return client
                .getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistoryReverse(GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(execution)
                        .setMaximumPageSize(LAST_EVENTS)
                        .build())
                .getHistory()
                .getEventsList()
                .stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED)
                .map(event -> event.getWorkflowExecutionCancelRequestedEventAttributes()
                        .getCause())
                .findFirst()
                .filter(cause -> !cause.isEmpty());
    }

    private Optional<HistoryEvent> first(HistoryEventFilterType filter) {
        return client
                .getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(execution)
                        .setHistoryEventFilterType(filter)
                        .setMaximumPageSize(1)
                        .build())
                .getHistory()
                .getEventsList()
                .stream()
                .findFirst();
    }
}
