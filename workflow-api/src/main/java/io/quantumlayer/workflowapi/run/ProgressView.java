package io.quantumlayer.workflowapi.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Progress as the API shows it: like the query's answer, with a drop's id as plain text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProgressView(
        @JsonProperty("current_stage") @Nullable Stage currentStage,
        @JsonProperty("completed_stages") int completedStages,
        @JsonProperty("total_stages") int totalStages,
        @JsonProperty("repair_rounds") int repairRounds,
        @JsonProperty("stages") List<Line> stages,
        @JsonProperty("usage") @Nullable Usage usage) {

    /** The view of a progress. */
    public static ProgressView of(RunProgress progress) {
        return new ProgressView(
                progress.currentStage(),
                progress.completedStages(),
                Stage.values().length,
                progress.repairRounds(),
                progress.stages().stream().map(Line::of).toList(),
                progress.usage());
    }

    /** One of the twelve stages; {@code problem} says why the last attempt failed or the run ended here. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            @JsonProperty("number") int number,
            @JsonProperty("stage") Stage stage,
            @JsonProperty("state") StageState state,
            @JsonProperty("round") int round,
            @JsonProperty("started_at") @Nullable Instant startedAt,
            @JsonProperty("finished_at") @Nullable Instant finishedAt,
            @JsonProperty("summary") @Nullable String summary,
            @JsonProperty("drop") @Nullable String drop,
            @JsonProperty("failed_attempts") @Nullable Integer failedAttempts,
            @JsonProperty("problem") @Nullable String problem) {

        static Line of(StageProgress line) {
            return new Line(
                    line.number(),
                    line.stage(),
                    line.state(),
                    line.round(),
                    line.startedAt(),
                    line.finishedAt(),
                    line.summary(),
                    line.drop() == null ? null : line.drop().id(),
                    line.failedAttempts() == 0 ? null : line.failedAttempts(),
                    line.problem());
        }
    }
}
