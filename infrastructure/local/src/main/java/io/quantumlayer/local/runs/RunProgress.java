package io.quantumlayer.local.runs;

import io.quantumlayer.local.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is known of a run: the twelve stages and how it ended, from its journal and from its status. */
final class RunProgress {

    /** Order and keys are part of the platform's contract. */
    private static final List<String> STAGES = List.of(
            "prompt_enhancement",
            "frd_generation",
            "requirements_parsing",
            "project_structure",
            "code_generation",
            "semantic_validation",
            "dependency_resolution",
            "test_plan_generation",
            "test_generation",
            "security_scan",
            "performance_analysis",
            "documentation");

    private final List<StageLine> stages = new ArrayList<>();
    private @Nullable String end;
    private boolean toldByJournal;

    RunProgress() {
        for (String key : STAGES) {
            stages.add(StageLine.pending(stages.size() + 1, key));
        }
    }

    List<StageLine> stages() {
        return List.copyOf(stages);
    }

    Optional<StageLine> stage(String key) {
        return stages.stream().filter(stage -> stage.key().equals(key)).findFirst();
    }

    /** {@code Completed}, {@code Failed}, {@code Canceled}, … once the run is over. */
    Optional<String> end() {
        return Optional.ofNullable(end);
    }

    /** Whether the journal itself has said that the run is over. */
    boolean toldByJournal() {
        return toldByJournal;
    }

    void add(JournalEvent event) {
        if (event.isLast()) {
            end = state(event.type());
            toldByJournal = true;
        }
        JsonNode payload = event.payload();
        int index = STAGES.indexOf(Json.text(payload, "stage"));
        if (!event.isOfStage() || index < 0) {
            return;
        }
        StageLine before = stages.get(index);
        int round = payload.path("round").asInt(before.round());
        String summary = Json.text(payload, "summary");
        stages.set(
                index,
                switch (event.type()) {
                    case "stage.started" ->
                        new StageLine(
                                before.number(),
                                before.key(),
                                "running",
                                round,
                                before.startedAt() == null ? event.at() : before.startedAt(),
                                null,
                                before.summary());
                    case "stage.failed" -> finished(before, "failed", round, event.at(), summary);
                    default -> {
                        String state = Json.text(payload, "state").toLowerCase(Locale.ROOT);
                        yield finished(before, state.isEmpty() ? "completed" : state, round, event.at(), summary);
                    }
                });
    }

    /** Takes over a status answer, which knows at least as much as the journal has told. */
    void update(JsonNode run) {
        for (JsonNode line : run.path("progress").path("stages")) {
            int index = STAGES.indexOf(Json.text(line, "stage"));
            if (index >= 0) {
                stages.set(index, ofStatus(stages.get(index), line));
            }
        }
        String status = Json.text(run, "status");
        if (!status.isEmpty() && !status.equals("Running")) {
            end = status;
        }
    }

    private static StageLine ofStatus(StageLine before, JsonNode line) {
        String state = Json.text(line, "state").toLowerCase(Locale.ROOT);
        String summary = Json.text(line, "summary");
        return new StageLine(
                before.number(),
                before.key(),
                state.isEmpty() ? before.state() : state,
                line.path("round").asInt(before.round()),
                time(line, "started_at", before.startedAt()),
                time(line, "finished_at", before.finishedAt()),
                summary.isEmpty() ? before.summary() : summary);
    }

    private static @Nullable Instant time(JsonNode line, String member, @Nullable Instant otherwise) {
        String text = Json.text(line, member);
        return text.isEmpty() ? otherwise : JournalEvent.instant(text, Instant.now());
    }

    private static StageLine finished(StageLine before, String state, int round, Instant at, String summary) {
        return new StageLine(
                before.number(),
                before.key(),
                state,
                round,
                before.startedAt() == null ? at : before.startedAt(),
                at,
                summary.isEmpty() ? before.summary() : summary);
    }

    private static String state(String lastEvent) {
        return switch (lastEvent) {
            case "run.completed" -> "Completed";
            case "run.canceled" -> "Canceled";
            default -> "Failed";
        };
    }
}
