package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Input of a step's activity.
 *
 * @param runId of the execution that the run began with: what it has left is there for the one that a retry goes on in
 * @param round repair round; with the run and the step it names the drop, whatever Temporal's attempt
 * @param request the request, in the first step only; later steps read it from the first step's drop
 * @param facts what of the request a step goes by without reading it; {@code null} in a task of an earlier release
 * @param drops newest drop of each step so far, by step key
 * @param feedback step whose drop says what to repair, or {@code null} in round 0
 * @param skip why the step is left out, or {@code null} when it is to be done
 * @param budget what the run may still use
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepTask(
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("run_id") String runId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("step") Step step,
        @JsonProperty("round") int round,
        @JsonProperty("request") @Nullable GenerationRequest request,
        @JsonProperty("facts") @Nullable RunFacts facts,
        @JsonProperty("drops") Map<String, DropRef> drops,
        @JsonProperty("feedback") @Nullable Step feedback,
        @JsonProperty("skip") @Nullable Skip skip,
        @JsonProperty("budget") @Nullable RunBudget budget) {

    /** Key under which the step's drop is stored once, however often the activity is attempted. */
    public String idempotencyKey() {
        return "%s:%s:%d".formatted(runId, step.key(), round);
    }
}
