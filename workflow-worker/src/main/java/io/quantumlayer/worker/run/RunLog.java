package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells QuantumDrop how the run as a whole stands, also when it was canceled or has failed. */
@WorkflowCode
final class RunLog {

    private final GenerationRequest request;
    private final WorkflowInfo info = Workflow.getInfo();
    private final RunActivities activities = Workflow.newActivityStub(
            RunActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setMaximumInterval(Duration.ofSeconds(5))
                            .build())
                    .build());

    RunLog(GenerationRequest request) {
        this.request = request;
    }

    void started() {
        record("run.started", "Running", null, Map.of("language", request.language(), "type", request.type()));
    }

    void completed(RunOutcome outcome) {
        String verdict = outcome.verdict().name().toLowerCase(Locale.ROOT);
        record(
                "run.completed",
                "Completed",
                verdict,
                Map.of("verdict", verdict, "reasons", outcome.reasons(), "repair_rounds", outcome.repairRounds()));
    }

    void canceled() {
        detached(() -> record("run.canceled", "Canceled", null, Map.of()));
    }

    void failed(TemporalFailure failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = cause instanceof io.temporal.failure.ApplicationFailure application
                ? application.getOriginalMessage()
                : String.valueOf(cause.getMessage());
        detached(() -> record("run.failed", "Failed", null, Map.of("cause", reason)));
    }

    private static void detached(Runnable work) {
        Workflow.newDetachedCancellationScope(work).run();
    }

    private void record(String type, String state, @Nullable String verdict, Map<String, Object> payload) {
        Object name = request.requirements().get("project_name");
        Map<String, Object> full = new LinkedHashMap<>(payload);
        full.put("run_id", info.getRunId());
        activities.record(new RunEvent(
                info.getWorkflowId(),
                type,
                full,
                new RunRecord(
                        info.getRunId(),
                        request.requestId(),
                        name == null ? null : name.toString(),
                        request.language(),
                        request.type(),
                        state,
                        verdict)));
    }
}
