package io.quantumlayer.workflowapi.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run in lists and status answers. {@code status} stands once, at the top: scripts look for it by text search. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "workflow_id",
    "run_id",
    "status",
    "start_time",
    "close_time",
    "language",
    "type",
    "title",
    "verdict",
    "progress"
})
record RunView(
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("run_id") String runId,
        @JsonProperty("status") RunState status,
        @JsonProperty("start_time") Instant startTime,
        @JsonInclude @JsonProperty("close_time") @Nullable Instant closeTime,
        @JsonProperty("language") String language,
        @JsonProperty("type") String type,
        @JsonProperty("title") String title,
        @JsonProperty("verdict") @Nullable String verdict,
        @JsonProperty("progress") @Nullable ProgressView progress) {

    static RunView listed(WorkflowExecutionMetadata run) {
        return of(run, null);
    }

    static RunView described(WorkflowExecutionDescription run, @Nullable ProgressView progress) {
        return of(run, progress);
    }

    private static RunView of(WorkflowExecutionMetadata run, @Nullable ProgressView progress) {
        RunMemo memo = RunMemo.of(run);
        return new RunView(
                run.getExecution().getWorkflowId(),
                run.getExecution().getRunId(),
                RunState.of(run.getStatus()),
                run.getStartTime(),
                run.getCloseTime(),
                memo.language(),
                memo.type(),
                memo.title(),
                memo.verdict(),
                progress);
    }
}
