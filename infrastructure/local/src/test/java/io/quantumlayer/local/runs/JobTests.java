package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class JobTests {

    private static final String MANIFEST = """
            {"name":"iban-check","verdict":"complete",
             "entry_points":[{"file":"iban.py","symbol":"is_valid","signature":"is_valid(text: str) -> bool"}],
             "commands":{"build":"python3 -m compileall -q .","test":"python3 -m unittest"},
             "build":{"status":"passed","toolchain":"Python 3.11","total":0,"passed":0},
             "tests":{"status":"passed","total":9,"passed":9},
             "uncovered":[{"clause":"in Klingon","reason":"No recipe speaks it."}],
             "assumptions":["Blanks are ignored."],"questions":["Which countries?"]}
            """;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<String> started = new ArrayList<>();
    private FakePlatform platform;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform(
                Map.of("iban-check/iban.py", "pass\n", "iban-check/.quantumlayer/project.json", MANIFEST));
        gateway = new Gateway(platform.uri());
    }

    @AfterEach
    void close() {
        gateway.close();
        platform.close();
    }

    @Test
    void aPromptBecomesADirectoryAndASummary() {
        wholeRun();

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.COMPLETE);

        assertThat(directory.resolve("iban-check/iban.py")).hasContent("pass");
        assertThat(started).containsExactly("run-1");
        assertThat(Json.lenient(platform.requests().getFirst()).path("prompt").asString())
                .isEqualTo("check IBANs");
        assertThat(shown())
                .contains(
                        "Run run-1",
                        " 1/12 prompt_enhancement     completed",
                        "clearer",
                        "Verdict: complete",
                        "Project: ./iban-check",
                        "iban.py: is_valid(text: str) -> bool",
                        "Build:   passed with Python 3.11  (python3 -m compileall -q .)",
                        "Tests:   passed, 9 of 9  (python3 -m unittest)",
                        "in Klingon: No recipe speaks it.",
                        "Blanks are ignored.",
                        "Which countries?",
                        "  cd ./iban-check");
    }

    @Test
    void aBrokenStreamGoesOnWhereItBrokeOff() {
        wholeRun();
        platform.eventsBeforeBreak = 2;

        assertThat(run(true, Optional.empty())).isEqualTo(ExitCode.COMPLETE);

        assertThat(platform.lastEventIds()).containsExactly("0", "2");
        assertThat(jsonLines()).extracting(line -> line.path("seq").asInt(0)).containsExactly(1, 2, 3, 4, 0);
    }

    @Test
    void jsonLinesEndWithTheResult() {
        wholeRun();

        run(true, Optional.of(directory.resolve("mine")));

        JsonNode result = jsonLines().getLast();
        assertThat(result.path("type").asString()).isEqualTo("result");
        assertThat(result.path("verdict").asString()).isEqualTo("complete");
        assertThat(result.path("directory").asString())
                .isEqualTo(directory.resolve("mine").toString());
        assertThat(result.path("project").path("name").asString()).isEqualTo("iban-check");
    }

    @Test
    void aSilentJournalIsReplacedByTheStatus() {
        platform.journalBroken = true;

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.COMPLETE);
    }

    @Test
    void aPartialVerdictIsNoSuccessAndNoFailure() {
        wholeRun();
        platform.result = "{\"verdict\":\"partial\",\"reasons\":[\"R3 has no test.\"],\"files\":[{\"path\":\"a\"}]}";

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.PARTIAL);
        assertThat(shown()).contains("Verdict: partial", "- R3 has no test.");
    }

    @Test
    void aRunWithoutFilesIsReportedWithoutADownload() {
        wholeRun();
        platform.result =
                "{\"verdict\":\"partial\",\"reasons\":[\"No recipe for cobol.\"],\"questions\":[\"Python?\"]}";

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.PARTIAL);
        assertThat(shown()).contains("No recipe for cobol.", "Python?", "There are no files to download.");
        assertThat(directory.resolve("iban-check")).doesNotExist();
    }

    @Test
    void aFailedRunSaysWhereWhyAndWhatToDo() {
        failedRun();

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(shown())
                .contains(
                        " 2/12 frd_generation         failed",
                        "The run is Failed, in stage 2, FRD generation (role product-owner, model openai/gpt-5).",
                        "  Unsupported parameter: 'max_tokens'",
                        "  What to do: Name another model.",
                        "Usage:   3 calls, 1,200 tokens in, 34 tokens out, unpriced",
                        "ql show run-1",
                        "ql retry run-1")
                .doesNotContain("2/12 frd_generation         completed");
    }

    @Test
    void aFailedRunIsWholeInJsonToo() {
        failedRun();

        run(true, Optional.empty());

        JsonNode result = jsonLines().getLast();
        assertThat(result.path("reason").asString()).isEqualTo("Unsupported parameter: 'max_tokens'");
        assertThat(result.path("failure").path("stage").asString()).isEqualTo("frd_generation");
        assertThat(result.path("failure").path("remedy").asString()).isEqualTo("Name another model.");
        assertThat(result.path("usage").path("calls").asInt()).isEqualTo(3);
    }

    @Test
    void whatTheJournalDoesNotSayIsAskedFor() {
        platform.journalBroken = true;
        platform.status = "Terminated";
        platform.failure = "{\"type\":\"terminated\",\"message\":\"The run was terminated in Temporal by ops.\"}";

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(shown()).contains("The run is Terminated.", "terminated in Temporal by ops");
    }

    @Test
    void theDownloadOfAFailedRunSaysWhyThereIsNone() {
        platform.status = "Failed";
        platform.failure = "{\"stage\":\"frd_generation\",\"message\":\"no such model\",\"remedy\":\"Name another.\"}";
        platform.downloadStatus = 404;

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> new Delivery(gateway, new Home(directory.resolve("home")).create(), directory)
                        .deliver("run-1", Optional.empty()))
                .withMessageContaining("run-1 has no project.")
                .withMessageContaining("in stage 2, FRD generation")
                .withMessageContaining("no such model")
                .withMessageContaining("Name another.")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.RUN_FAILED));
    }

    @Test
    void aRetryFollowsTheRunFromWhereItGoesOn() {
        retriedRun();

        assertThat(retry(false)).isEqualTo(ExitCode.COMPLETE);

        assertThat(platform.requests()).containsExactly("POST retry");
        assertThat(platform.lastEventIds()).containsExactly("0", "5", "5");
        assertThat(directory.resolve("iban-check/iban.py")).hasContent("pass");
        assertThat(shown())
                .contains("Run run-1 goes on from write_frd", "run.retried", " 2/12 frd_generation         completed")
                .doesNotContain("run.failed", "The run is Failed");
    }

    @Test
    void jsonLinesOfARetryBeginWithIt() {
        retriedRun();

        assertThat(retry(true)).isEqualTo(ExitCode.COMPLETE);

        assertThat(jsonLines())
                .extracting(line -> line.path("type").asString())
                .containsExactly("run.retried", "stage.started", "stage.completed", "run.completed", "result");
    }

    @Test
    void aRetryThatFailsAgainSaysWhy() {
        failedRun();
        platform.event("run.retried", "{\"step\":\"write_frd\",\"run_id\":\"again\"}")
                .event("stage.started", "{\"stage\":\"frd_generation\"}")
                .event("run.failed", "{\"cause\":\"x\",\"failure\":{\"message\":\"The quota is used up.\"}}");

        assertThat(retry(false)).isEqualTo(ExitCode.RUN_FAILED);

        assertThat(shown()).contains("The quota is used up.").doesNotContain("max_tokens");
    }

    @Test
    void aRunThatCannotBeRetriedSaysSo() {
        platform.retryStatus = 409;

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> retry(false))
                .withMessage("The run is Running.")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    private void retriedRun() {
        failedRun();
        platform.event("run.retried", "{\"step\":\"write_frd\",\"run_id\":\"again\"}")
                .event("stage.started", "{\"stage\":\"frd_generation\"}")
                .event("stage.completed", "{\"stage\":\"frd_generation\"}")
                .event("run.completed", "{\"verdict\":\"complete\"}");
        platform.eventsOfTheRetry = 4;
    }

    private ExitCode retry(boolean json) {
        return job(json).retry("run-1", Optional.empty());
    }

    private void failedRun() {
        String failure =
                "{\"stage\":\"frd_generation\",\"step\":\"write_frd\",\"message\":\"Unsupported parameter: 'max_tokens'\",\"remedy\":\"Name another model.\",\"role\":\"product-owner\",\"model\":\"openai/gpt-5\"}";
        platform.event("run.started", "{}")
                .event("stage.started", "{\"stage\":\"frd_generation\",\"round\":0}")
                .event(
                        "stage.attempt_failed",
                        "{\"stage\":\"frd_generation\",\"round\":0,\"error\":\"Unsupported parameter\",\"attempt\":1,\"retried\":false,\"failure\":%s}"
                                .formatted(failure))
                .event(
                        "stage.completed",
                        "{\"stage\":\"completion\",\"usage\":{\"calls\":3,\"prompt_tokens\":1200,\"completion_tokens\":34,\"cost_usd\":0,\"unpriced_calls\":3}}")
                .event(
                        "run.failed",
                        "{\"cause\":\"Unsupported parameter: 'max_tokens'\",\"failure\":%s}".formatted(failure));
        platform.status = "Running";
    }

    @Test
    void aCanceledRunHasItsOwnCode() {
        platform.event("run.started", "{}").event("run.canceled", "{}");

        assertThat(run(false, Optional.empty())).isEqualTo(ExitCode.CANCELED);
    }

    @Test
    void filesThatAreThereStayAndTheProjectIsKept() throws IOException {
        wholeRun();
        Files.writeString(Files.createDirectory(directory.resolve("iban-check")).resolve("mine.txt"), "mine");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> run(false, Optional.empty()))
                .withMessageContaining("--output")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));

        assertThat(directory.resolve("iban-check")).isDirectoryContaining("glob:**/mine.txt");
        assertThat(directory.resolve("home/downloads/run-1.zip")).exists();
        assertThat(ProjectZip.read(directory.resolve("home/downloads/run-1.zip"))
                        .name())
                .isEqualTo("iban-check");
    }

    @Test
    void refusedFieldsAreNamed() {
        CommandFailedException refused = Gateway.refused(
                400,
                "{\"detail\":\"The request is not valid.\",\"errors\":[{\"field\":\"language\",\"message\":\"must not be blank\"}]}");

        assertThat(refused).hasMessage("The request is not valid.\n  language: must not be blank");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Gateway.refused(503, "<html>").exitCode()).isEqualTo(ExitCode.PLATFORM);
    }

    private void wholeRun() {
        platform.event("run.started", "{}")
                .event("stage.started", "{\"stage\":\"prompt_enhancement\"}")
                .event("stage.completed", "{\"stage\":\"prompt_enhancement\",\"summary\":\"clearer\"}")
                .event("run.completed", "{\"verdict\":\"complete\"}");
    }

    private ExitCode run(boolean json, Optional<Path> target) {
        return job(json).run(Map.of("prompt", "check IBANs"), target, started::add);
    }

    private Job job(boolean json) {
        Terminal terminal = new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false, false);
        return new Job(gateway, new Home(directory.resolve("home")).create(), terminal, json, directory);
    }

    private String shown() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private List<JsonNode> jsonLines() {
        return shown().lines().map(Json::lenient).toList();
    }
}
