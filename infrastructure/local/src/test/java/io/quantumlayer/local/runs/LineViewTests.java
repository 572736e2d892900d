package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineViewTests {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final LineView view =
            new LineView(new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false, false));
    private final FollowedRun run = new FollowedRun(null);
    private int events;

    @Test
    void stagesOfSeveralStepsSideBySideAreToldOnce() {
        event("stage.started", "'stage':'test_generation'");
        event("stage.started", "'stage':'documentation'");
        event("stage.drafted", "'stage':'test_generation','summary':'2 test files written'");
        event("stage.drafted", "'stage':'documentation','summary':'README written'");
        event("stage.started", "'stage':'test_generation'");
        event("stage.started", "'stage':'documentation'");
        event("stage.completed", "'stage':'test_generation','summary':'9 of 9 tests passed'");

        assertThat(lines())
                .containsExactly(
                        " 9/12 test_generation        running",
                        "12/12 documentation          running",
                        " 9/12 test_generation        running  2 test files written",
                        "12/12 documentation          running  README written",
                        " 9/12 test_generation        completed  6.0 s  9 of 9 tests passed");
    }

    @Test
    void whatTheStatusHasToldTheJournalDoesNotTellAgain() {
        event("stage.started", "'stage':'frd_generation'");
        run.update(Json.lenient(json("""
                {'status':'Running','progress':{'stages':[
                  {'stage':'frd_generation','state':'completed','started_at':'2026-01-01T00:00:01Z',
                   'finished_at':'2026-01-01T00:00:05Z','summary':'IBAN validation'},
                  {'stage':'requirements_parsing','state':'running'}]}}""")));
        view.tick(run);
        view.tick(run);
        event("stage.completed", "'stage':'frd_generation','summary':'IBAN validation'");
        event("stage.started", "'stage':'requirements_parsing'");

        assertThat(lines())
                .containsExactly(
                        " 2/12 frd_generation         running",
                        " 2/12 frd_generation         completed  4.0 s  IBAN validation",
                        " 3/12 requirements_parsing   running");
    }

    @Test
    void anAttemptThatFailedIsARetryAndTheLastOneAFailure() {
        String failed = "'stage':'frd_generation','error':'503 of the provider','attempt':%d,'retried':%s,"
                + "'failure':{'message':'503 of the provider'}";
        event("stage.started", "'stage':'frd_generation'");
        event("stage.attempt_failed", failed.formatted(1, true));
        event("stage.attempt_failed", failed.formatted(2, false));

        assertThat(lines())
                .containsExactly(
                        " 2/12 frd_generation         running",
                        " 2/12 frd_generation         retry 1  503 of the provider",
                        " 2/12 frd_generation         failed  503 of the provider");
    }

    @Test
    void aRepairIsToldWithItsRound() {
        event("stage.started", "'stage':'code_generation'");
        event("stage.completed", "'stage':'code_generation','summary':'1 files written'");
        event("stage.started", "'stage':'code_generation','round':1");
        event("stage.completed", "'stage':'code_generation','round':1,'summary':'1 files written'");

        assertThat(lines())
                .containsExactly(
                        " 5/12 code_generation        running",
                        " 5/12 code_generation        completed  1.0 s  1 files written",
                        " 5/12 code_generation        running (repair round 1)  1 files written",
                        " 5/12 code_generation        completed (repair round 1)  3.0 s  1 files written");
    }

    private void event(String type, String payload) {
        events++;
        JournalEvent event = JournalEvent.of(
                "",
                type,
                json("{'seq':%d,'at':'2026-01-01T00:00:%02dZ','type':'%s','payload':{%s}}"
                        .formatted(events, events, type, payload)));
        run.add(event);
        view.event(event, run);
        view.tick(run);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    /** Without the time of day. */
    private List<String> lines() {
        return output.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring("00:00:00  ".length()))
                .toList();
    }
}
