package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FollowedRunTests {

    private final FollowedRun run = new FollowedRun(null);

    @Test
    void aStageTakesItsTimesAndItsSummaryFromItsEvents() {
        run.add(event("stage.started", "00:00:01", "\"stage\":\"code_generation\""));
        run.add(event(
                "stage.completed", "00:00:04", "\"stage\":\"code_generation\",\"summary\":\"3 files\",\"round\":1"));

        StageProgress stage = run.progress().line(Stage.CODE_GENERATION);
        assertThat(stage.state()).isEqualTo(StageState.COMPLETED);
        assertThat(stage.round()).isEqualTo(1);
        assertThat(stage.summary()).isEqualTo("3 files");
        assertThat(StageText.elapsed(stage, Instant.MAX)).hasSeconds(3);
    }

    @Test
    void theStateInAnEventWins() {
        run.add(event("stage.completed", "00:00:01", "\"stage\":\"security_scan\",\"state\":\"NOT_APPLICABLE\""));

        assertThat(run.progress().line(Stage.SECURITY_SCAN).state()).isEqualTo(StageState.NOT_APPLICABLE);
    }

    @Test
    void anUnknownStageAndAnUnknownTypeChangeNothing() {
        run.add(event("stage.completed", "00:00:01", "\"stage\":\"deployment\""));
        run.add(event("stage.dreamt", "00:00:01", "\"stage\":\"code_generation\""));

        assertThat(run.progress().stages()).allMatch(line -> line.state() == StageState.PENDING);
    }

    @Test
    void anAttemptThatFailedIsARetryWithItsReason() {
        run.add(event("stage.started", "00:00:01", "\"stage\":\"frd_generation\""));
        run.add(event(
                "stage.attempt_failed",
                "00:00:02",
                "\"stage\":\"frd_generation\",\"error\":\"llm-router answered 503\",\"attempt\":1,\"retried\":true"));

        assertThat(row(2)).startsWith(" 2  FRD generation          retry 1 ").endsWith("llm-router answered 503");
    }

    @Test
    void aDraftRunsOn() {
        run.add(event("stage.drafted", "00:00:01", "\"stage\":\"test_generation\",\"state\":\"completed\""));
        run.add(event("stage.completed", "00:00:01", "\"stage\":\"documentation\",\"draft\":true"));

        assertThat(row(9)).contains("running");
        assertThat(row(12)).contains("running");
    }

    @Test
    void theStageThatEndedTheRunIsShownAsFailed() {
        run.add(event("stage.started", "00:00:01", "\"stage\":\"frd_generation\""));
        run.add(
                event(
                        "run.failed",
                        "00:00:02",
                        "\"cause\":\"no such model\",\"failure\":{\"stage\":\"frd_generation\",\"message\":\"no such model\"}"));

        assertThat(row(2)).contains("failed").endsWith("no such model");
        assertThat(run.end()).contains("Failed");
        assertThat(run.failure()).map(RunFailure::message).contains("no such model");
    }

    @Test
    void theEndSaysWhyHoweverOldTheJournalIs() {
        run.add(event("run.failed", "00:00:02", "\"cause\":\"no such model\""));
        assertThat(run.failure()).map(RunFailure::message).contains("no such model");

        run.add(event("run.canceled", "00:00:02", "\"reason\":\"by alice\""));
        assertThat(run.failure()).map(RunFailure::message).contains("The run was canceled: by alice");
    }

    @Test
    void theStatusFillsInWhatTheJournalHasNotTold() {
        run.update(Json.lenient("""
                        {"status":"Running","waiting":"No worker answers.","progress":{"repair_rounds":1,"stages":[
                          {"number":1,"stage":"prompt_enhancement","state":"completed","started_at":"2026-01-01T00:00:00Z","finished_at":"2026-01-01T00:00:02Z","summary":"clearer"},
                          {"number":2,"stage":"frd_generation","state":"running","failed_attempts":3,"problem":"quota used up"}]}}"""));

        assertThat(run.progress().line(Stage.PROMPT_ENHANCEMENT).summary()).isEqualTo("clearer");
        assertThat(row(2)).contains("retry 3").endsWith("quota used up");
        assertThat(run.waiting()).isEqualTo("No worker answers.");
        assertThat(run.end()).isEmpty();
        run.update(Json.lenient("{\"status\":\"TimedOut\",\"failure\":{\"message\":\"too long\"}}"));
        assertThat(run.end()).contains("TimedOut");
        assertThat(run.failure()).map(RunFailure::message).contains("too long");
        assertThat(run.toldByJournal()).isFalse();
    }

    @Test
    void theTableHasOneRowPerStage() {
        run.add(event("stage.started", "00:00:01", "\"stage\":\"prompt_enhancement\""));
        run.add(event(
                "stage.completed",
                "00:00:02",
                "\"stage\":\"prompt_enhancement\",\"summary\":\"2 open\\nquestions\\u001b[2J\""));
        run.add(event("stage.started", "00:00:02", "\"stage\":\"frd_generation\""));

        assertThat(TableView.rows(terminal(), run.progress(), Instant.parse("2026-01-01T00:00:05Z")))
                .hasSize(12)
                .startsWith(
                        " 1  Prompt enhancement      done            1.0 s        2 open questions",
                        " 2  FRD generation          running         3.0 s        ");
    }

    private String row(int number) {
        return TableView.rows(terminal(), run.progress(), Instant.parse("2026-01-01T00:00:05Z"))
                .get(number - 1);
    }

    private static Terminal terminal() {
        return new Terminal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false, false);
    }

    private static JournalEvent event(String type, String time, String payload) {
        return JournalEvent.of(
                "",
                type,
                "{\"seq\":1,\"at\":\"2026-01-01T%sZ\",\"type\":\"%s\",\"payload\":{%s}}"
                        .formatted(time, type, payload));
    }
}
