package io.quantumlayer.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.Json;
import io.quantumlayer.local.platform.PlatformState;
import io.quantumlayer.local.platform.PlatformState.GivenUp;
import io.quantumlayer.local.platform.PlatformState.Learning;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.servers.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;

class QlTests {

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate",
                "up",
                "down",
                "status",
                "logs",
                "doctor",
                "recipes",
                "runs",
                "show",
                "download",
                "cancel",
                "retry"
            })
    void theHelpOfEveryCommandHasAnExample(String command) {
        assertThat(ql(command, "--help")).isZero();

        assertThat(shown()).containsPattern("Examples?:\\s+ql " + command);
        assertThat(ql("--help")).isZero();
        assertThat(shown()).contains("  " + command + " ").doesNotContain("supervise", "learn");
    }

    @Test
    void listsWhatTheBuiltInEngineCanMakeWithAPromptForEach() {
        assertThat(ql("recipes")).isZero();

        assertThat(shown())
                .contains(
                        "IBAN validation (python, java, javascript, go)",
                        "ql generate \"Create a function that checks whether an IBAN is valid\" --language python",
                        "REST service with CRUD for entities (python, java)")
                .doesNotContain("Placeholder", "minimal");
    }

    @Test
    void namesTheFileOfARecipeOfYoursThatCannotBeUsed() throws IOException {
        Files.createDirectories(directory.resolve("mine/greeting"));
        Files.writeString(directory.resolve("mine/greeting/recipe.yaml"), "id: greeting\n");
        environment.put("QUANTUMLAYER_ROUTER_RECIPES_DIR", "mine");

        assertThat(ql("recipes")).isEqualTo(2);
        assertThat(complaints()).contains("QUANTUMLAYER_ROUTER_RECIPES_DIR", "greeting/recipe.yaml");
    }

    @Test
    void wrongUsageIsCodeTwoAndSaysWhatIsMissing() {
        assertThat(ql()).isEqualTo(2);
        assertThat(ql("generate", "a prompt")).isEqualTo(2);
        assertThat(complaints()).contains("--language");
        assertThat(ql("generate", " ", "--language", "python")).isEqualTo(2);
        assertThat(complaints()).contains("The prompt is empty");
        assertThat(ql("up", "--port", "many")).isEqualTo(2);
        assertThat(ql("frobnicate")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prompt-file missing.md | there is no file missing.md.",
                "--prompt-file empty.md | empty.md is empty.",
                "--prompt-file image.png | image.png is no text in UTF-8.",
                "--prompt-file large.md | large.md is larger than 1 MiB",
                "--prompt-file . | . cannot be read",
                "words --prompt-file good.md | mutually exclusive",
                "--prompt-file= | --prompt-file"
            })
    void aFileThatIsNoPromptIsRefusedBeforeAnythingStarts(String arguments, String complaint) throws IOException {
        Files.writeString(directory.resolve("good.md"), "# Words");
        Files.writeString(directory.resolve("empty.md"), "\uFEFF \n");
        Files.write(directory.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Files.write(directory.resolve("large.md"), new byte[(1 << 20) + 1]);

        assertThat(ql(("generate --language python " + arguments).split(" "))).isEqualTo(2);

        assertThat(complaints()).contains(complaint);
        assertThat(directory.resolve("home/run/state.json")).doesNotExist();
    }

    @Test
    void aFileIsThePromptAsItStandsThere() throws IOException {
        Files.writeString(directory.resolve("words.md"), "\uFEFF# Wörter\n\nCount them.\n");
        Asking asking = CommandLine.populateCommand(new Asking(), "--prompt-file", "words.md");

        assertThat(asking.prompt.text(directory)).isEqualTo("# Wörter\n\nCount them.\n");
    }

    @Test
    void anOutputThatHoldsFilesIsRefusedBeforeAnythingStarts() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("mine")).resolve("a"), "");

        assertThat(ql("generate", "x", "--language", "python", "--output", "mine"))
                .isEqualTo(2);

        assertThat(complaints()).contains("mine exists and is not empty", "--output");
        assertThat(directory.resolve("home/run/state.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "show x", "download x", "cancel x"})
    void withoutAPlatformCommandsSayHowToStartOne(String line) {
        assertThat(ql(line.split(" "))).isEqualTo(4);

        assertThat(complaints()).contains("The platform is not running. Start it with: ql up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "show x", "download x", "cancel x", "retry x", "generate x --language python"})
    void aKeyThatIsNoneIsRefusedBeforeAnythingStarts(String line) {
        environment.put("QL_API_KEY_FILE", directory.resolve("missing").toString());

        assertThat(ql(line.split(" "))).isEqualTo(2);

        assertThat(complaints()).contains("QL_API_KEY_FILE is", "there is no such file");
        assertThat(directory.resolve("home/run/state.json")).doesNotExist();
    }

    @Test
    void commandsThatNeedNoKeyDoNotLookForOne() {
        environment.put("QL_API_KEY_FILE", directory.resolve("missing").toString());

        assertThat(ql("status")).isEqualTo(4);
        assertThat(ql("down")).isZero();
    }

    @Test
    void aPlatformThatDoesNotRunIsStoppedAlready() {
        assertThat(ql("status")).isEqualTo(4);
        assertThat(ql("down")).isZero();
        assertThat(shown()).contains("The platform is not running", "The platform was not running");
    }

    @Test
    void statusSaysWhichQuickStartsWereGivenUpAndHowToAskForThemAgain() throws IOException {
        running(
                Phase.READY,
                ProcessIdentity.current(),
                new Learning(null, 9, 9, List.of(new GivenUp("parser", "exit code 1", "/apps/jvm.aot.given-up"))));

        assertThat(ql("status")).isZero();

        assertThat(shown())
                .contains("parser goes on starting slower: exit code 1. For another attempt: rm /apps/jvm.aot.given-up")
                .doesNotContain("Preparing quick starts");
    }

    @Test
    void whatOnlyLearnsIsNoPlatformAndIsStoppedAllTheSame() throws IOException, InterruptedException {
        Process learner = new ProcessBuilder("sleep", "600").start();
        running(
                Phase.LEARNING,
                ProcessIdentity.of(learner.pid()).orElseThrow(),
                new Learning("parser", 2, 9, List.of()));

        assertThat(ql("runs")).isEqualTo(4);
        assertThat(complaints()).contains("The platform is not running. Start it with: ql up");
        assertThat(ql("status")).isEqualTo(4);
        assertThat(shown()).contains("The platform is not running", "Preparing quick starts", "2 of 9, at parser");
        assertThat(ql("down")).isZero();

        assertThat(learner.waitFor()).isEqualTo(143);
        assertThat(shown())
                .contains("Ending the preparation of quick starts.", "The preparation of quick starts has ended")
                .doesNotContain("The platform was not running.");
        assertThat(ql("down")).isZero();
        assertThat(shown()).endsWith("The platform was not running.%n".formatted());
    }

    @Test
    void statusSaysByWhatAClientTrustsAGatewayThatSpeaksTls() throws IOException {
        write(new PlatformState(
                Phase.READY,
                null,
                30880,
                "/keys/tls-authority.crt",
                Instant.EPOCH,
                ProcessIdentity.current(),
                List.of(),
                null));

        assertThat(ql("status")).isZero();

        assertThat(shown()).contains("https://localhost:30880", "curl --cacert /keys/tls-authority.crt");
    }

    private void running(Phase phase, ProcessIdentity supervisor, Learning learning) throws IOException {
        PlatformState state =
                new PlatformState(phase, null, 30880, null, Instant.EPOCH, supervisor, List.of(), learning);
        write(state);
    }

    private void write(PlatformState state) throws IOException {
        Files.writeString(
                new Home(directory.resolve("home")).create().run().resolve("state.json"),
                Json.MAPPER.writeValueAsString(state));
    }

    @Test
    void logsThatAreNotThereAreSaidToBe() {
        assertThat(ql("logs", "parser")).isEqualTo(2);
        assertThat(complaints()).contains("There are no logs yet");
    }

    @Test
    void logsAreShownWithoutControlCharacters() throws IOException {
        Path logs = Files.createDirectories(directory.resolve("home/logs"));
        Files.writeString(logs.resolve("parser.log"), "model \033[31mred\033[0m\u0007\n\tat a.b\n");

        assertThat(ql("logs", "parser")).isZero();

        assertThat(shown()).isEqualTo("model red%n    at a.b%n".formatted());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "euro=1 | is no limit; there are usd, tokens, calls and seconds.",
                "usd=much | usd=much is not a number, such as 2.50.",
                "calls=0 | calls=0 must be greater than 0",
                "usd=1e999 | usd=1e999 must be greater than 0 and at most",
                "usd=1,calls=1.5 | calls=1.5 must be a whole number.",
                "usd | --budget",
            })
    void aBudgetThatIsNoneIsRefusedBeforeAnythingStarts(String budget, String complaint) {
        assertThat(ql("generate", "x", "--language", "python", "--budget", budget))
                .isEqualTo(2);

        assertThat(complaints()).contains(complaint);
        assertThat(directory.resolve("home/run/state.json")).doesNotExist();
    }

    @Test
    void aBudgetHasItsLimitsAsNumbers() {
        Map<String, String> stated = new LinkedHashMap<>();
        stated.put("usd", "2.50");
        stated.put("calls", "60");

        assertThat(Json.MAPPER.writeValueAsString(Budget.of(stated))).isEqualTo("{\"usd\":2.50,\"calls\":60}");
    }

    private static final class Asking {

        @ArgGroup(multiplicity = "1")
        private PromptArgument prompt = new PromptArgument();
    }

    private int ql(String... arguments) {
        Surroundings surroundings = new Surroundings(
                environment,
                directory,
                new Home(directory.resolve("home")),
                directory.resolve("repository"),
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, false),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Ql.run(surroundings, arguments);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaints() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
