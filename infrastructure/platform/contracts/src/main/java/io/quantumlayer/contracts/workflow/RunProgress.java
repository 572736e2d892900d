package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to the progress query.
 *
 * @param currentStage running stage with the lowest number, or {@code null} when none runs
 * @param completedStages number of stages whose drop is stored
 * @param repairRounds repair rounds used so far
 * @param stages all twelve, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunProgress(
        @JsonProperty("current_stage") @Nullable Stage currentStage,
        @JsonProperty("completed_stages") int completedStages,
        @JsonProperty("repair_rounds") int repairRounds,
        @JsonProperty("stages") List<StageProgress> stages) {}
