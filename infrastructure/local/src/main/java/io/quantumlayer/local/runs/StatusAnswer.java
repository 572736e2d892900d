package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.local.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The platform's answer to how a run stands; a page of runs has the same, without the stages.
 *
 * @param run as the platform sent it
 */
record StatusAnswer(JsonNode run) {

    /** State of the run; empty when the answer has none. */
    String status() {
        return Json.text(run, "status");
    }

    /** {@code Completed}, {@code Failed}, {@code Canceled}, … once the run is over. */
    Optional<String> end() {
        return status().isEmpty() || status().equals("Running") ? Optional.empty() : Optional.of(status());
    }

    /** Why the run has no result. */
    Optional<RunFailure> failure() {
        return read(run.path("failure"), RunFailure.class).filter(failure -> failure.message() != null);
    }

    /** What the run waits for that is not its own work; empty when it does not. */
    String waiting() {
        return Json.text(run, "waiting");
    }

    /** The progress; what the answer leaves out is as it was before. */
    RunProgress progress(RunProgress before) {
        JsonNode told = run.path("progress");
        List<StageProgress> lines = new ArrayList<>();
        for (StageProgress line : before.stages()) {
            lines.add(told.path("stages")
                    .valueStream()
                    .filter(other ->
                            Json.text(other, "stage").equals(line.stage().key()))
                    .findFirst()
                    .map(other -> line(line, other))
                    .orElse(line));
        }
        RunProgress progress = RunProgress.of(
                lines,
                told.path("repair_rounds").asInt(before.repairRounds()),
                read(told.path("usage"), Usage.class).orElseGet(before::used));
        return end().isPresent() ? progress.ended() : progress;
    }

    private static StageProgress line(StageProgress before, JsonNode told) {
        String summary = Json.text(told, "summary");
        String problem = Json.text(told, "problem");
        return new StageProgress(
                before.number(),
                before.stage(),
                read(told.path("state"), StageState.class).orElse(before.state()),
                told.path("round").asInt(before.round()),
                time(told, "started_at", before.startedAt()),
                time(told, "finished_at", before.finishedAt()),
                summary.isEmpty() ? before.summary() : summary,
                before.drop(),
                told.path("failed_attempts").asInt(0),
                problem.isEmpty() ? null : problem);
    }

    private static @Nullable Instant time(JsonNode line, String member, @Nullable Instant otherwise) {
        String text = Json.text(line, member);
        return text.isEmpty() ? otherwise : JournalEvent.instant(text, Instant.now());
    }

    private static <T> Optional<T> read(JsonNode node, Class<T> type) {
        try {
            return node.isMissingNode() || node.isNull()
                    ? Optional.empty()
                    : Optional.ofNullable(Json.MAPPER.treeToValue(node, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
