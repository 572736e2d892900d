package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where each stage stands, for the progress query. */
@WorkflowCode
final class ProgressBoard {

    private static final Set<StageState> ENDED =
            EnumSet.of(StageState.COMPLETED, StageState.FAILED, StageState.NOT_APPLICABLE);

    private final Map<Stage, StageProgress> lines = new EnumMap<>(Stage.class);
    private int repairRounds;

    ProgressBoard() {
        Arrays.stream(Stage.values())
                .forEach(stage -> lines.put(stage, line(stage, StageState.PENDING, 0, null, null, null, null)));
    }

    void started(Stage stage, int round, Instant at) {
        StageProgress line = Objects.requireNonNull(lines.get(stage));
        boolean first = line.startedAt() == null;
        lines.put(
                stage,
                line(
                        stage,
                        StageState.RUNNING,
                        round,
                        first ? at : line.startedAt(),
                        null,
                        line.summary(),
                        line.drop()));
    }

    void finished(Stage stage, StepOutcome outcome, boolean draft, Instant at) {
        StageProgress line = Objects.requireNonNull(lines.get(stage));
        lines.put(
                stage,
                line(
                        stage,
                        draft ? StageState.RUNNING : outcome.state(),
                        line.round(),
                        line.startedAt(),
                        draft ? null : at,
                        outcome.summary(),
                        outcome.drop()));
    }

    /** The run ended early: what was running has no result of its own. */
    void stopped(Instant at) {
        lines.replaceAll((stage, line) -> line.state() == StageState.RUNNING
                ? line(stage, StageState.STOPPED, line.round(), line.startedAt(), at, line.summary(), line.drop())
                : line);
    }

    void repairing() {
        repairRounds++;
    }

    int repairRounds() {
        return repairRounds;
    }

    RunProgress progress() {
        List<StageProgress> all = List.copyOf(lines.values());
        Stage current = all.stream()
                .filter(line -> line.state() == StageState.RUNNING)
                .map(StageProgress::stage)
                .findFirst()
                .orElse(null);
        int completed =
                (int) all.stream().filter(line -> ENDED.contains(line.state())).count();
        return new RunProgress(current, completed, repairRounds, all);
    }

    List<DropRef> drops() {
        return lines.values().stream()
                .map(StageProgress::drop)
                .filter(Objects::nonNull)
                .toList();
    }

    private static StageProgress line(
            Stage stage,
            StageState state,
            int round,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String summary,
            @Nullable DropRef drop) {
        return new StageProgress(stage.number(), stage, state, round, startedAt, finishedAt, summary, drop);
    }
}
