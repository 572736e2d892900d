package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands; the answer to the progress query.
 *
 * @param currentStage running stage with the lowest number, or {@code null} when none runs
 * @param completedStages number of stages whose drop is stored
 * @param repairRounds repair rounds used so far
 * @param stages all twelve, in order
 * @param usage what the model calls of the finished steps used; {@code null} from a worker of an older release
 * @param stepsUsage of a run that has ended, what its finished steps alone used: a step that a retry does again tells what
 *     its failed attempts used as well; {@code null} before, and for who did not follow the run
 * @param over {@code true} once the run has ended; {@code null} before, and from a worker of an older release
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunProgress(
        @JsonProperty("current_stage") @Nullable Stage currentStage,
        @JsonProperty("completed_stages") int completedStages,
        @JsonProperty("repair_rounds") int repairRounds,
        @JsonProperty("stages") List<StageProgress> stages,
        @JsonProperty("usage") @Nullable Usage usage,

        // Never told: the workflow-api of an older release would not understand the answer.
        @JsonProperty(value = "steps_usage", access = JsonProperty.Access.WRITE_ONLY) @Nullable
        Usage stepsUsage,

        @JsonProperty("over") @Nullable Boolean over) {

    private static final Set<StageState> ENDED =
            EnumSet.of(StageState.COMPLETED, StageState.FAILED, StageState.NOT_APPLICABLE);

    /** A run that has not begun. */
    public static RunProgress pending() {
        return of(Arrays.stream(Stage.values()).map(StageProgress::pending).toList(), 0, Usage.NONE);
    }

    /** The progress that these lines, one per stage and in order, amount to. */
    public static RunProgress of(List<StageProgress> stages, int repairRounds, Usage usage) {
        Stage current = stages.stream()
                .filter(line -> line.state() == StageState.RUNNING)
                .map(StageProgress::stage)
                .findFirst()
                .orElse(null);
        int completed = (int)
                stages.stream().filter(line -> ENDED.contains(line.state())).count();
        return new RunProgress(current, completed, repairRounds, List.copyOf(stages), usage, null, null);
    }

    /** The same of a run that has ended. */
    public RunProgress ended() {
        return ended(usage);
    }

    /** The same of a run that has ended and whose finished steps alone used that. */
    public RunProgress ended(@Nullable Usage ofItsSteps) {
        return new RunProgress(currentStage, completedStages, repairRounds, stages, usage, ofItsSteps, true);
    }

    /** Whether the run has ended. */
    public boolean hasEnded() {
        return Boolean.TRUE.equals(over);
    }

    /** The line of a stage. */
    public StageProgress line(Stage stage) {
        return stages.get(stage.ordinal());
    }

    /** What the finished steps alone have used, as far as that is known. */
    public Usage usedBySteps() {
        return stepsUsage == null ? used() : stepsUsage;
    }

    /** What has been used, nothing where that is not known. */
    public Usage used() {
        return Objects.requireNonNullElse(usage, Usage.NONE);
    }
}
