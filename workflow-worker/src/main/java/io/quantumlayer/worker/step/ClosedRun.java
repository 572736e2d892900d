package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.journal.RunCanceled;
import io.quantumlayer.contracts.journal.RunCompleted;
import io.quantumlayer.contracts.journal.RunEnd;
import io.quantumlayer.contracts.journal.RunFailed;
import io.quantumlayer.contracts.journal.RunTerminated;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.platform.workflow.RunHistory;
import io.quantumlayer.platform.workflow.RunState;
import io.quantumlayer.worker.run.Failures;
import io.quantumlayer.worker.run.RunChange;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import java.util.Locale;
import java.util.Objects;

/** An execution that is over in Temporal: what its history says of its end. */
final class ClosedRun {

    private final WorkflowClient client;
    private final WorkflowExecution execution;
    private final RunState state;
    private final RunHistory history;

    ClosedRun(WorkflowClient client, WorkflowExecution execution, RunState state) {
        this.client = client;
        this.execution = execution;
        this.state = state;
        this.history = new RunHistory(client, execution);
    }

    /** The change that the workflow writes at this end where it can. */
    RunChange change() {
        WorkflowExecutionStartedEventAttributes start =
                history.start().orElseThrow().getWorkflowExecutionStartedEventAttributes();
        RunEnd end = end(history.close().orElseThrow());
        return RunChange.of(
                execution.getWorkflowId(),
                start.getOriginalExecutionRunId(),
                converter()
                        .fromPayload(start.getInput().getPayloads(0), GenerationRequest.class, GenerationRequest.class),
                end,
                state.name(),
                end instanceof RunCompleted completed
                        ? Objects.requireNonNull(completed.verdict()).name().toLowerCase(Locale.ROOT)
                        : null);
    }

    private RunEnd end(HistoryEvent close) {
        return switch (close.getEventType()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED -> completed(close);
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> failed(close);
            case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED ->
                new RunCanceled(history.cancellationReason().orElse(null), null, execution.getRunId());
            case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> terminated(close);
            case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
                new RunTerminated("it was not done within its time limit", execution.getRunId());
            default -> throw new IllegalStateException("a run cannot end with " + close.getEventType());
        };
    }

    private RunCompleted completed(HistoryEvent close) {
        RunOutcome outcome = converter()
                .fromPayload(
                        close.getWorkflowExecutionCompletedEventAttributes()
                                .getResult()
                                .getPayloads(0),
                        RunOutcome.class,
                        RunOutcome.class);
        return new RunCompleted(
                outcome.verdict(), outcome.reasons(), outcome.repairRounds(), outcome.usage(), execution.getRunId());
    }

    private RunFailed failed(HistoryEvent close) {
        RunFailure failure = Failures.of(history.failure(close));
        return new RunFailed(failure.message(), failure, null, execution.getRunId());
    }

    private RunTerminated terminated(HistoryEvent close) {
        String reason = close.getWorkflowExecutionTerminatedEventAttributes().getReason();
        return new RunTerminated(reason.isEmpty() ? "in Temporal, without a reason" : reason, execution.getRunId());
    }

    private DataConverter converter() {
        return client.getOptions().getDataConverter();
    }
}
