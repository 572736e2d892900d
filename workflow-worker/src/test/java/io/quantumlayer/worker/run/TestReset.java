package io.quantumlayer.worker.run;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.Optional;
import java.util.UUID;

/** What workflow-api does for a retry: resets a history to where a step was scheduled. */
public final class TestReset {

    private TestReset() {}

    /** The run that goes on from the step that an ended one failed at. */
    public static WorkflowStub retried(WorkflowClient client, WorkflowExecution ended, Step failed) {
        long decision = client.fetchHistory(ended.getWorkflowId(), ended.getRunId()).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .map(event -> event.getActivityTaskScheduledEventAttributes())
                .filter(scheduled -> scheduled.getActivityType().getName().equals(failed.key()))
                .findFirst()
                .orElseThrow()
                .getWorkflowTaskCompletedEventId();
        String runId = client.getWorkflowServiceStubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setWorkflowExecution(ended)
                        .setReason("retried")
                        .setWorkflowTaskFinishEventId(decision)
                        .setRequestId(UUID.randomUUID().toString())
                        .build())
                .getRunId();
        return client.newUntypedWorkflowStub(ended.toBuilder().setRunId(runId).build(), Optional.empty());
    }
}
