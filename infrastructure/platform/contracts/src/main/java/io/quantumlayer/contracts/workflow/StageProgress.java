package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the run's progress.
 *
 * @param round repair round, 0 for the first attempt
 * @param summary one sentence on what the stage found or made
 * @param drop the newest drop of the stage
 * @param failedAttempts attempts at the running step that failed so far; 0 where none runs
 * @param problem why the last of them failed, or why the run ended here; {@code null} where nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageProgress(
        @JsonProperty("number") int number,
        @JsonProperty("stage") Stage stage,
        @JsonProperty("state") StageState state,
        @JsonProperty("round") int round,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt,
        @JsonProperty("summary") @Nullable String summary,
        @JsonProperty("drop") @Nullable DropRef drop,
        @JsonProperty("failed_attempts") int failedAttempts,
        @JsonProperty("problem") @Nullable String problem) {

    /** A stage that has not begun. */
    public static StageProgress pending(Stage stage) {
        return new StageProgress(stage.number(), stage, StageState.PENDING, 0, null, null, null, null, 0, null);
    }
}
