package io.quantumlayer.workflowapi.retry;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.workflow.RunState;
import io.quantumlayer.workflowapi.run.RunMemo;
import io.quantumlayer.workflowapi.run.Runs;
import io.quantumlayer.workflowapi.start.CallerLimit;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ResetReapplyExcludeType;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Resets a run's history to where its first unfinished step was scheduled.
 *
 * <p>Temporal replays what came before, so no finished step is done again; what steps beside it have stored is taken
 * over from QuantumDrop, and answers that were paid for from the orchestrator.
 */
@Component
class Retries {

    private final WorkflowClient client;
    private final Runs runs;
    private final CallerLimit limit;

    Retries(WorkflowClient client, Runs runs, CallerLimit limit) {
        this.client = client;
        this.runs = runs;
        this.limit = limit;
    }

    /**
     * Lets a run go on.
     *
     * @throws ProblemException 404 where there is none, 409 where it runs or has a result, 429 where its owner has as
     *     many running as one may have
     */
    RetryController.Retried retry(String workflowId) {
        WorkflowExecutionDescription run = runs.describe(workflowId);
        RunState state = Runs.state(run);
        if (state == RunState.Running || state == RunState.Completed) {
            throw new ProblemException(
                            ProblemType.CONFLICT,
                            state == RunState.Running
                                    ? "The run is Running; only one that has ended without a result can be retried."
                                    : "The run is Completed and has a result; start a new one to have it made again.")
                    .with("workflow_id", workflowId)
                    .with("state", state);
        }
        return limit.goingOn(RunMemo.of(run).owner(), workflowId, () -> reset(run.getExecution()));
    }

    private RetryController.Retried reset(WorkflowExecution ended) {
        ResetPoint point = ResetPoint.in(client.fetchHistory(ended.getWorkflowId(), ended.getRunId()));
        String runId = client.getWorkflowServiceStubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setWorkflowExecution(ended)
                        .setReason("retried from " + (point.step() == null ? "its last decision" : point.step()))
                        .setWorkflowTaskFinishEventId(point.workflowTask())
                        // The request to cancel that ended it must not end it again.
                        .addResetReapplyExcludeTypes(ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_CANCEL_REQUEST)
                        .setRequestId(UUID.randomUUID().toString())
                        .build())
                .getRunId();
        return new RetryController.Retried(ended.getWorkflowId(), runId, "started", point.step());
    }
}
