package io.quantumlayer.platform.workflow;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;

/** State of a run, in the words of the original platform. */
public enum RunState {
    Running,
    Completed,
    Failed,
    Canceled,
    Terminated,
    TimedOut;

    /** The state that an execution's status amounts to. */
    public static RunState of(WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Completed;
            case WORKFLOW_EXECUTION_STATUS_FAILED -> Failed;
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> Canceled;
            case WORKFLOW_EXECUTION_STATUS_TERMINATED -> Terminated;
            case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> TimedOut;
            default -> Running;
        };
    }
}
