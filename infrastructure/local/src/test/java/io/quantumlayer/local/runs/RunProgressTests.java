package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunProgressTests {

    private final RunProgress progress = new RunProgress();

    @Test
    void aStageTakesItsTimesAndItsSummaryFromItsEvents() {
        progress.add(event("stage.started", "00:00:01", "\"stage\":\"code_generation\""));
        progress.add(event(
                "stage.completed", "00:00:04", "\"stage\":\"code_generation\",\"summary\":\"3 files\",\"round\":1"));

        StageLine stage = progress.stage("code_generation").orElseThrow();
        assertThat(stage.number()).isEqualTo(5);
        assertThat(stage.state()).isEqualTo("completed");
        assertThat(stage.round()).isEqualTo(1);
        assertThat(stage.summary()).isEqualTo("3 files");
        assertThat(stage.elapsed(Instant.MAX)).hasSeconds(3);
    }

    @Test
    void theStateInAnEventWins() {
        progress.add(event("stage.completed", "00:00:01", "\"stage\":\"security_scan\",\"state\":\"NOT_APPLICABLE\""));

        assertThat(progress.stage("security_scan").orElseThrow().state()).isEqualTo("not_applicable");
    }

    @Test
    void anUnknownStageChangesNothing() {
        progress.add(event("stage.completed", "00:00:01", "\"stage\":\"deployment\""));

        assertThat(progress.stages()).allMatch(stage -> stage.state().equals("pending"));
    }

    @Test
    void theStatusFillsInWhatTheJournalHasNotTold() {
        progress.update(Json.lenient("""
                        {"status":"Running","progress":{"stages":[{"number":1,"stage":"prompt_enhancement","state":"completed","started_at":"2026-01-01T00:00:00Z","finished_at":"2026-01-01T00:00:02Z","summary":"clearer"}]}}"""));

        assertThat(progress.stage("prompt_enhancement").orElseThrow().summary()).isEqualTo("clearer");
        assertThat(progress.end()).isEmpty();
        progress.update(Json.lenient("{\"status\":\"TimedOut\"}"));
        assertThat(progress.end()).contains("TimedOut");
        assertThat(progress.toldByJournal()).isFalse();
    }

    @Test
    void theTableHasOneRowPerStage() {
        progress.add(event("stage.started", "00:00:01", "\"stage\":\"prompt_enhancement\""));
        progress.add(event(
                "stage.completed",
                "00:00:02",
                "\"stage\":\"prompt_enhancement\",\"summary\":\"2 open\\nquestions\\u001b[2J\""));
        progress.add(event("stage.started", "00:00:02", "\"stage\":\"frd_generation\""));

        assertThat(TableView.rows(
                        new Terminal(new PrintStream(System.out), false, false),
                        progress.stages(),
                        Instant.parse("2026-01-01T00:00:05Z")))
                .hasSize(12)
                .startsWith(
                        " 1  Prompt enhancement      done            1.0 s        2 open questions",
                        " 2  FRD generation          running         3.0 s        ");
    }

    private static JournalEvent event(String type, String time, String payload) {
        return JournalEvent.of(
                "",
                type,
                "{\"seq\":1,\"at\":\"2026-01-01T%sZ\",\"type\":\"%s\",\"payload\":{%s}}"
                        .formatted(time, type, payload));
    }
}
