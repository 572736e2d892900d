package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.vendor.AnthropicStandIn;
import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.BedrockStandIn;
import io.quantumlayer.testsupport.vendor.GeminiStandIn;
import io.quantumlayer.testsupport.vendor.GroqStandIn;
import io.quantumlayer.testsupport.vendor.MistralStandIn;
import io.quantumlayer.testsupport.vendor.OpenAiStandIn;
import io.quantumlayer.testsupport.vendor.Prompt;
import io.quantumlayer.testsupport.vendor.Received;
import io.quantumlayer.testsupport.vendor.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

    private static final Map<String, StandIn> VENDORS = new LinkedHashMap<>();

    @TempDir
    private static Path directory;

    private static SdkUpstream upstream;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void router(DynamicPropertyRegistry registry) throws IOException {
        upstream = new SdkUpstream();
        for (String type : List.of("openai-compatible", "anthropic")) {
            provider(registry, "plain-" + type, type, upstream.baseUrl(), SdkUpstream.KEY);
        }
        provider(registry, "native", "openai-compatible", upstream.baseUrl(), SdkUpstream.KEY);
        registry.add("quantumlayer.router.providers.native.responses", () -> "true");
        vendor(registry, "openai", OpenAiStandIn::start);
        registry.add("quantumlayer.router.providers.openai.responses", () -> "false");
        vendor(registry, "gemini", GeminiStandIn::start);
        vendor(registry, "mistral", MistralStandIn::start);
        vendor(registry, "groq", GroqStandIn::start);
        vendor(registry, "anthropic", AnthropicStandIn::start);
        vendor(registry, "bedrock", BedrockStandIn::start);
        registry.add("quantumlayer.router.providers.bedrock.region", () -> "eu-west-1");
    }

    private static void vendor(DynamicPropertyRegistry registry, String name, Function<Author, StandIn> start) {
        StandIn vendor = start.apply(new Script());
        VENDORS.put(name, vendor);
        provider(registry, name, name, vendor.baseUrl().toString(), StandIn.KEY);
    }

    private static void provider(
            DynamicPropertyRegistry registry, String name, String type, String address, String key) {
        String prefix = "quantumlayer.router.providers." + name + ".";
        registry.add(prefix + "type", () -> type);
        registry.add(prefix + "base-url", () -> address);
        registry.add(prefix + "api-key", () -> key);
    }

    @AfterAll
    static void close() {
        upstream.close();
        VENDORS.values().forEach(StandIn::close);
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
        if (!Files.isExecutable(Sdks.program("codex"))) {
            Sdks.absent();
        }
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

        StandIn standIn = VENDORS.get(vendor);
        assertThat(standIn).isNotNull();
        assertThat(standIn.received(model)).as(said).isNotEmpty().noneMatch(Received::isRefused);
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
        String said = said(project);
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
                .as(said(project))
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
        ProcessBuilder builder = new ProcessBuilder(
                        Sdks.program("codex").toString(),
                        "exec",
                        "--skip-git-repo-check",
                        // Its own sandbox needs rights that a container does not have.
                        "--dangerously-bypass-approvals-and-sandbox",
                        "--model",
                        model,
                        prompt)
                .directory(project.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(project.resolve("out").toFile())
                .redirectError(project.resolve("err").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH"));
        environment.put("HOME", home.toString());
        environment.put("CODEX_HOME", home.toString());
        environment.put("QUANTUMLAYER_KEY", "any");
        return builder.start();
    }

    private static String said(Path project) throws IOException {
        return Files.readString(project.resolve("out")) + Files.readString(project.resolve("err"));
    }
}
