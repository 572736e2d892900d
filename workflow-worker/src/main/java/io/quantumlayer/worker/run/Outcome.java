package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a step ended: what its handler says, what its drop keeps, and what the workflow learns; never contents.
 *
 * @param summary one sentence
 * @param reasons why the run cannot be {@code complete} because of this step, one sentence each
 * @param usage what its model calls have used
 * @param signature what went wrong, without places and times: two equal ones mean that a repair changed nothing
 * @param testsAtFault whether the tests have to be written anew: they could not run, or the step that was to repair the
 *     code for them found them wrong
 * @param verdict of the whole run, from the last step only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
        @JsonProperty("state") StageState state,
        @JsonProperty("summary") String summary,
        @JsonProperty("reasons") List<String> reasons,
        @JsonProperty("usage") Usage usage,
        @JsonProperty("signature") @Nullable String signature,
        @JsonProperty("repair_tests") boolean testsAtFault,
        @JsonProperty("verdict") @Nullable Verdict verdict) {

    public Outcome {
        reasons = Objects.requireNonNullElse(reasons, List.of());
        usage = Objects.requireNonNullElse(usage, Usage.NONE);
    }

    /** The work was done, and its check found nothing wrong. */
    public static Outcome completed(String summary) {
        return new Outcome(StageState.COMPLETED, summary, List.of(), Usage.NONE, null, false, null);
    }

    /** There was nothing to do. */
    public static Outcome notApplicable(String reason) {
        return new Outcome(StageState.NOT_APPLICABLE, reason, List.of(), Usage.NONE, null, false, null);
    }

    public boolean failed() {
        return state == StageState.FAILED;
    }

    public Outcome withReasons(List<String> changed) {
        return new Outcome(state, summary, changed, usage, signature, testsAtFault, verdict);
    }

    /** With one reason more. */
    public Outcome because(String reason) {
        return withReasons(Stream.concat(reasons.stream(), Stream.of(reason)).toList());
    }

    /** The check found something wrong. */
    public Outcome failing(String how, boolean tests) {
        return new Outcome(StageState.FAILED, summary, reasons, usage, how, tests, verdict);
    }

    public Outcome withTestsAtFault(boolean changed) {
        return new Outcome(state, summary, reasons, usage, signature, changed, verdict);
    }

    public Outcome withVerdict(@Nullable Verdict changed) {
        return new Outcome(state, summary, reasons, usage, signature, testsAtFault, changed);
    }

    public Outcome withUsage(Usage changed) {
        return new Outcome(state, summary, reasons, changed, signature, testsAtFault, verdict);
    }
}
