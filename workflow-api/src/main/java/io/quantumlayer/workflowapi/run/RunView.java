package io.quantumlayer.workflowapi.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.platform.workflow.RunState;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in lists and status answers. {@code status} stands once, at the top: scripts look for it by text search.
 *
 * @param failure why the run has no result, once it is over without one
 * @param waiting what a running run waits for that is not its own work
 */
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
    "failure",
    "waiting",
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
        @JsonProperty("failure") @Nullable RunFailure failure,
        @JsonProperty("waiting") @Nullable String waiting,
        @JsonProperty("progress") @Nullable ProgressView progress) {

    static RunView of(
            WorkflowExecutionMetadata run,
            @Nullable RunFailure failure,
            @Nullable String waiting,
            @Nullable ProgressView progress) {
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
                failure,
                waiting,
                progress);
    }
}
