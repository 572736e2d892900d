package io.quantumlayer.workflowapi.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.platform.problem.ProblemException;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResetPointTests {

    private final History.Builder history = History.newBuilder();
    private long decision;

    @BeforeEach
    void begin() {
        add(HistoryEvent.newBuilder()
                .setEventType(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
                .setWorkflowExecutionStartedEventAttributes(
                        WorkflowExecutionStartedEventAttributes.getDefaultInstance()));
    }

    @Test
    void isWhereTheFirstStepThatNeverEndedWasScheduled() {
        decided();
        completed(scheduled("enhance_prompt"));
        decided();
        long failing = decision;
        scheduled("plan_structure");
        completed(scheduled("plan_tests"));
        decided();
        completed(scheduled("record_run"));

        assertThat(point()).isEqualTo(new ResetPoint(failing, "plan_structure"));
    }

    @Test
    void isTheRecordOfTheRunWhereThatAloneFailed() {
        decided();
        completed(scheduled("summarise"));
        decided();
        long recording = decision;
        scheduled("record_run");

        assertThat(point()).isEqualTo(new ResetPoint(recording, "record_run"));
    }

    @Test
    void isBeforeTheRequestToCancelThoughTheEndCouldNotBeRecorded() {
        decided();
        completed(scheduled("enhance_prompt"));
        decided();
        long last = decision;
        add(HistoryEvent.newBuilder().setEventType(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED));
        decided(); // which only ends the run
        scheduled("record_run");

        assertThat(point()).isEqualTo(new ResetPoint(last, null));
    }

    @Test
    void isNowhereInARunThatNoWorkerHasSeen() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(this::point)
                .withMessageContaining("No worker has worked on the run");
    }

    private ResetPoint point() {
        return ResetPoint.in(new WorkflowExecutionHistory(history.build()));
    }

    private void decided() {
        decision = add(HistoryEvent.newBuilder().setEventType(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    }

    private long scheduled(String step) {
        return add(HistoryEvent.newBuilder()
                .setEventType(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .setActivityTaskScheduledEventAttributes(ActivityTaskScheduledEventAttributes.newBuilder()
                        .setActivityType(ActivityType.newBuilder().setName(step))
                        .setWorkflowTaskCompletedEventId(decision)));
    }

    private void completed(long scheduled) {
        add(HistoryEvent.newBuilder()
                .setEventType(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
                .setActivityTaskCompletedEventAttributes(
                        ActivityTaskCompletedEventAttributes.newBuilder().setScheduledEventId(scheduled)));
    }

    private long add(HistoryEvent.Builder event) {
        long id = history.getEventsCount() + 1L;
        history.addEvents(event.setEventId(id));
        return id;
    }
}
