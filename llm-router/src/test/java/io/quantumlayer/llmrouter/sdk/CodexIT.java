package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.Prompt;
import io.quantumlayer.testsupport.vendor.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Codex with its default settings on models of every vendor, and of each protocol with the tools that it has for models
 * that it knows: one that takes patches for gpt-5.5, and for gpt-6-luna one that runs scripts, which comes with the input.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class CodexIT {

    private static final Program CODEX = new Program("codex");

    @TempDir
    private static Path directory;

    private static Vendors vendors;
    private static SdkUpstream upstream;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void router(DynamicPropertyRegistry registry) throws IOException {
        upstream = new SdkUpstream();
        for (String type : List.of("openai-compatible", "anthropic")) {
            Vendors.provider(registry, "plain-" + type, type, upstream.baseUrl(), SdkUpstream.KEY);
        }
        Vendors.provider(registry, "native", "openai-compatible", upstream.baseUrl(), SdkUpstream.KEY);
        registry.add("quantumlayer.router.providers.native.responses", () -> "true");
        vendors = new Vendors(registry, name -> new Script());
        registry.add("quantumlayer.router.providers.openai.responses", () -> "false");
    }

    @AfterAll
    static void close() {
        upstream.close();
        vendors.close();
    }

    /** A model that reads a file, writes another one and says so. */
    private static final class Script implements Author {

        private final Map<String, Integer> answers = new ConcurrentHashMap<>();

        @Override
        public @Nullable String calls(Prompt prompt) {
            return answers.getOrDefault(prompt.model(), 0) < 2 ? "exec_command" : null;
        }

        @Override
        public String answer(Prompt prompt) {
            return switch (answers.merge(prompt.model(), 1, Integer::sum)) {
                case 1 -> "{\"cmd\":\"cat a.txt\"}";
                case 2 -> "{\"cmd\":\"printf ONE > b.txt\"}";
                default -> "It is written.";
            };
        }
    }

    @BeforeEach
    void isInstalled() {
        CODEX.requireInstalled();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5",
        "openai, gpt-4.1",
        "gemini, gemini-3-pro-preview",
        "mistral, mistral-large-latest",
        "groq, llama-3.3-70b-versatile",
        "anthropic, claude-sonnet-4-5",
        "bedrock, eu.anthropic.claude-sonnet-4-6"
    })
    void readsAndWritesFilesWithAModelOfAVendor(String vendor, String model) throws Exception {
        String said = readsAndWrites(vendor, model);

        assertThat(vendors.standIn(vendor).received(model))
                .as(said)
                .isNotEmpty()
                .noneMatch(Received::isRefused);
    }

    @ParameterizedTest
    @CsvSource({
        "plain-openai-compatible, any",
        "plain-openai-compatible, gpt-5.5",
        "plain-openai-compatible, gpt-6-luna",
        "plain-anthropic, any",
        "plain-anthropic, gpt-5.5",
        "plain-anthropic, gpt-6-luna",
        "native, any"
    })
    void readsAndWritesFilesWithTheToolsThatItHasForAModel(String provider, String model) throws Exception {
        readsAndWrites(provider, model);
    }

    private String readsAndWrites(String provider, String model) throws Exception {
        Path project = Files.createDirectories(directory.resolve(provider + "-" + model));
        Files.writeString(project.resolve("a.txt"), "one\n");

        Process codex = start(project, provider + "/" + model, "[codex] Write a.txt in capitals to b.txt.");

        assertThat(codex.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String said = Program.said(project);
        assertThat(codex.exitValue()).as(said).isZero();
        assertThat(Files.readString(project.resolve("out"))).as(said).contains("It is written.");
        assertThat(project.resolve("b.txt")).as(said).content().isEqualToIgnoringNewLines("ONE");
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-openai-compatible", "plain-anthropic"})
    void endsTheCallToTheProviderWhenItIsEnded(String provider) throws Exception {
        Path project = Files.createDirectories(directory.resolve("endless-" + provider));
        SdkUpstream.Endless endless = upstream.endless();

        Process codex = start(project, provider + "/any", "[endless]");

        assertThat(endless.streaming().await(1, TimeUnit.MINUTES))
                .as(Program.said(project))
                .isTrue();
        codex.descendants().forEach(ProcessHandle::destroy);
        codex.destroy();
        assertThat(endless.left().await(1, TimeUnit.MINUTES)).isTrue();
    }

    private Process start(Path project, String model, String prompt) throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("config.toml"), """
                model_provider = "quantumlayer"

                [model_providers.quantumlayer]
                name = "QuantumLayer"
                base_url = "http://127.0.0.1:%d/v1"
                env_key = "QUANTUMLAYER_KEY"
                wire_api = "responses"
                """.formatted(port));
        return CODEX.start(
                project,
                Map.of("HOME", home.toString(), "CODEX_HOME", home.toString(), "QUANTUMLAYER_KEY", "any"),
                "exec",
                "--skip-git-repo-check",
                // Its own sandbox needs rights that a container does not have.
                "--dangerously-bypass-approvals-and-sandbox",
                "--model",
                model,
                prompt);
    }
}
