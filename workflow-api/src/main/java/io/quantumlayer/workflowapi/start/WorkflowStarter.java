package io.quantumlayer.workflowapi.start;

import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.workflowapi.run.RunMemo;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import org.springframework.stereotype.Component;

/** Starts the workflow once for each id, and tells a repeated request from a contradicting one. */
@Component
class WorkflowStarter {

    private final WorkflowClient client;
    private final RequestDigest digest;
    private final CallerLimit limit;

    WorkflowStarter(WorkflowClient client, RequestDigest digest, CallerLimit limit) {
        this.client = client;
        this.digest = digest;
        this.limit = limit;
    }

    Started start(GenerationRequest request) {
        String workflowId = ExtendedCodeGenerationWorkflow.ID_PREFIX + request.requestId();
        return limit.starting(request.owner(), workflowId, () -> start(workflowId, request));
    }

    private Started start(String workflowId, GenerationRequest request) {
        RunMemo memo = RunMemo.of(request, digest.of(request));
        ExtendedCodeGenerationWorkflow workflow = client.newWorkflowStub(
                ExtendedCodeGenerationWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId)
                        .setTaskQueue(ExtendedCodeGenerationWorkflow.TASK_QUEUE)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                        .setMemo(memo.asMap())
                        .build());
        try {
            WorkflowExecution execution = WorkflowClient.start(workflow::generate, request);
            return Started.of(workflowId, execution.getRunId());
        } catch (WorkflowExecutionAlreadyStarted e) {
            return existing(workflowId, request, memo, e);
        }
    }

    private Started existing(
            String workflowId, GenerationRequest request, RunMemo memo, WorkflowExecutionAlreadyStarted cause) {
        WorkflowExecutionDescription there =
                client.newUntypedWorkflowStub(workflowId).describe();
        if (memo.sha256().equals(RunMemo.of(there).sha256())) {
            return Started.of(workflowId, there.getExecution().getRunId());
        }
        throw new ProblemException(
                        ProblemType.CONFLICT,
                        "The id '%s' belongs to a run that was started with another body; choose another id."
                                .formatted(request.requestId()),
                        cause)
                .with("workflow_id", workflowId);
    }
}
