package io.quantumlayer.worker.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantumlayer.contracts.journal.RunCompleted;
import io.quantumlayer.contracts.journal.RunEnd;
import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.journal.RunStarted;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells QuantumDrop how the run as a whole stands, also when it was canceled or has failed. */
@WorkflowCode
final class RunLog {

    private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

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
        record(new RunStarted(request.language(), request.type(), info.getRunId()), "Running", null);
    }

    void completed(RunOutcome outcome) {
        RunCompleted end = new RunCompleted(
                outcome.verdict(), outcome.reasons(), outcome.repairRounds(), outcome.usage(), info.getRunId());
        record(end, end.state(), outcome.verdict().name().toLowerCase(Locale.ROOT));
    }

    /** Writes that the run ended without a result; a cancellation does not keep it from being written. */
    void ended(RunEnd end) {
        Workflow.newDetachedCancellationScope(() -> record(end, end.state(), null))
                .run();
    }

    private void record(RunEvent event, String state, @Nullable String verdict) {
        Object name = request.requirements().get("project_name");
        activities.record(new RunChange(
                info.getWorkflowId(),
                event.type(),
                JSON.convertValue(event, PAYLOAD),
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
