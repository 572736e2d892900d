package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the workflow learns from a step: a reference and a few words, never contents.
 *
 * @param summary one sentence
 * @param reasons why the run cannot be {@code complete} because of this step, one sentence each
 * @param signature what went wrong, without places and times: two equal ones mean that a repair changed nothing
 * @param repairTests whether the tests have to be written anew: they could not run, or the step that was to repair the
 *     code for them found them wrong
 * @param verdict of the whole run, from the last step only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepOutcome(
        @JsonProperty("drop") DropRef drop,
        @JsonProperty("state") StageState state,
        @JsonProperty("summary") String summary,
        @JsonProperty("reasons") List<String> reasons,
        @JsonProperty("usage") Usage usage,
        @JsonProperty("signature") @Nullable String signature,
        @JsonProperty("repair_tests") boolean repairTests,
        @JsonProperty("verdict") @Nullable Verdict verdict) {

    boolean failed() {
        return state == StageState.FAILED;
    }
}
