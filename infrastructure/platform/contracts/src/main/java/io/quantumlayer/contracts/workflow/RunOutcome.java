package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.Usage;
import java.util.List;

/**
 * Result of the workflow: references and figures, never contents.
 *
 * @param success true unless something failed
 * @param reasons why the verdict is not {@code complete}, one sentence each
 * @param drops newest drop of each stage in stage order, then the summary
 */
public record RunOutcome(
        @JsonProperty("verdict") Verdict verdict,
        @JsonProperty("success") boolean success,
        @JsonProperty("reasons") List<String> reasons,
        @JsonProperty("drops") List<DropRef> drops,
        @JsonProperty("repair_rounds") int repairRounds,
        @JsonProperty("usage") Usage usage) {}
