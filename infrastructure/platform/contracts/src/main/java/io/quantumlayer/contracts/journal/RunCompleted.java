package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run has a result.
 *
 * @param reasons why the verdict is not {@code complete}, one sentence each
 * @param usage what the model calls of the run used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunCompleted(
        @JsonProperty("verdict") @Nullable Verdict verdict,
        @JsonProperty("reasons") @Nullable List<String> reasons,
        @JsonProperty("repair_rounds") int repairRounds,
        @JsonProperty("usage") @Nullable Usage usage,
        @JsonProperty("run_id") @Nullable String runId)
        implements RunEnd {

    public static final String TYPE = "run.completed";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String state() {
        return "Completed";
    }
}
