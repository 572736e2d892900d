package io.quantumlayer.workflowapi.retry;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a history is cut for a retry.
 *
 * @param workflowTask id of the completed workflow task that is decided again
 * @param step activity type, which is the key of the step, that it scheduled and that never completed
 */
record ResetPoint(long workflowTask, @Nullable String step) {

    /**
     * The first step that never completed, or the last decision before a cancellation where every step has.
     *
     * @throws ProblemException 409 for a run that was never decided on: no worker has seen it
     */
    static ResetPoint in(WorkflowExecutionHistory history) {
        List<HistoryEvent> events = history.getEvents();
        Map<Long, HistoryEvent> open = new HashMap<>();
        long lastDecision = 0;
        boolean canceled = false;
        for (HistoryEvent event : events) {
            switch (event.getEventType()) {
                case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                    // What is scheduled after a request to cancel only tells of the end.
                    if (!canceled) {
                        open.put(event.getEventId(), event);
                    }
                }
                case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                    open.remove(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED -> canceled = true;
                case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> lastDecision = canceled ? lastDecision : event.getEventId();
                default -> {}
            }
        }
        HistoryEvent first = open.values().stream()
                .min((one, other) -> Long.compare(one.getEventId(), other.getEventId()))
                .orElse(null);
        if (first != null) {
            return new ResetPoint(
                    first.getActivityTaskScheduledEventAttributes().getWorkflowTaskCompletedEventId(), step(first));
        }
        if (lastDecision == 0) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "No worker has worked on the run; start it again with a new id.");
        }
        return new ResetPoint(lastDecision, null);
    }

    private static String step(HistoryEvent scheduled) {
        return scheduled
                .getActivityTaskScheduledEventAttributes()
                .getActivityType()
                .getName();
    }
}
