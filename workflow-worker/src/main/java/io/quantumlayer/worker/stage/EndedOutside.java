package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.journal.RunTerminated;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.worker.run.RunChange;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells QuantumDrop of runs that were terminated in Temporal, or ran out of time there: their workflow never hears of it
 * and can write nothing, and whoever follows the run would wait for ever.
 */
final class EndedOutside {

    private static final Logger LOG = LoggerFactory.getLogger(EndedOutside.class);

    /** How long no worker may have been there without a run being left untold. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    /** Lists lag behind, and clocks differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final WorkflowClient client;
    private final DropsClient drops;
    private final InstantSource clock;
    private Instant since;

    EndedOutside(WorkflowClient client, DropsClient drops, InstantSource clock) {
        this.client = client;
        this.drops = drops;
        this.clock = clock;
        this.since = clock.instant().minus(LOOK_BACK);
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "${quantumlayer.worker.ended-outside-interval:15s}")
    void tell() {
        Instant begun = clock.instant();
        try (Stream<WorkflowExecutionMetadata> ended = client.listExecutions(
                "WorkflowType = 'ExtendedCodeGenerationWorkflow' AND ExecutionStatus IN ('Terminated', 'TimedOut')"
                        + " AND CloseTime > '" + since + "'")) {
            ended.filter(this::isNewest).forEach(this::tell);
            since = begun.minus(OVERLAP);
        } catch (RuntimeException e) {
            LOG.warn("Runs that ended outside of their workflow are told of later: {}", e.getMessage());
        }
    }

    /** A run that was retried goes on in another execution. */
    private boolean isNewest(WorkflowExecutionMetadata run) {
        return client.newUntypedWorkflowStub(run.getExecution().getWorkflowId())
                .describe()
                .getExecution()
                .equals(run.getExecution());
    }

    private void tell(WorkflowExecutionMetadata run) {
        WorkflowExecution execution = run.getExecution();
        WorkflowExecutionStartedEventAttributes start = events(
                        execution, HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes();
        GenerationRequest request = client.getOptions()
                .getDataConverter()
                .fromPayload(start.getInput().getPayloads(0), GenerationRequest.class, GenerationRequest.class);
        boolean timedOut = run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT;
        RunTerminated end = new RunTerminated(
                timedOut ? "it was not done within its time limit" : reason(execution), execution.getRunId());
        RunActivitiesImpl.write(
                drops,
                RunChange.of(
                        execution.getWorkflowId(),
                        start.getOriginalExecutionRunId(),
                        request,
                        end,
                        timedOut ? "TimedOut" : end.state(),
                        null),
                new Execution(execution.getRunId(), 1));
    }

    private String reason(WorkflowExecution execution) {
        String reason = events(execution, HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                .getFirst()
                .getWorkflowExecutionTerminatedEventAttributes()
                .getReason();
        return reason.isEmpty() ? "in Temporal, without a reason" : reason;
    }

    private List<HistoryEvent> events(WorkflowExecution execution, HistoryEventFilterType filter) {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(execution)
                        .setHistoryEventFilterType(filter)
                        .setMaximumPageSize(1)
                        .build())
                .getHistory()
                .getEventsList();
    }
}
