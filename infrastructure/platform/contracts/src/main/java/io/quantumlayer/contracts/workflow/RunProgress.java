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
 * @param over {@code true} once the run has ended; {@code null} before, and from a worker of an older release
 * @param finishedUsage of a run that has ended, what its finished steps used where {@code usage} counts those that failed,
 *     too: a retry makes these again, and they tell what they have used as a whole; {@code null} for no such difference
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunProgress(
        @JsonProperty("current_stage") @Nullable Stage currentStage,
        @JsonProperty("completed_stages") int completedStages,
        @JsonProperty("repair_rounds") int repairRounds,
        @JsonProperty("stages") List<StageProgress> stages,
        @JsonProperty("usage") @Nullable Usage usage,
        @JsonProperty("over") @Nullable Boolean over,
        @JsonProperty("finished_usage") @Nullable Usage finishedUsage) {

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
        return endedWith(usage);
    }

    /** The same of a run that has ended and counts its usage itself. @param total {@code null} where that is not known */
    public RunProgress endedWith(@Nullable Usage total) {
        Usage finished = Objects.equals(total, usage) ? null : usage;
        return new RunProgress(currentStage, completedStages, repairRounds, stages, total, true, finished);
    }

    /** What its finished steps have used, also once the run has ended. */
    public Usage usedByFinishedSteps() {
        return finishedUsage == null ? used() : finishedUsage;
    }

    /** Whether the run has ended. */
    public boolean hasEnded() {
        return Boolean.TRUE.equals(over);
    }

    /** The line of a stage. */
    public StageProgress line(Stage stage) {
        return stages.get(stage.ordinal());
    }

    /** What has been used, nothing where that is not known. */
    public Usage used() {
        return Objects.requireNonNullElse(usage, Usage.NONE);
    }
}
