package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Claude Code with its default settings on models of other vendors, which refuse what the real ones refuse. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class ClaudeCodeIT {

    private static final Map<String, StandIn> VENDORS = new LinkedHashMap<>();
    private static final CountDownLatch STREAMING = new CountDownLatch(1);
    private static final CountDownLatch LEFT = new CountDownLatch(1);

    @TempDir
    private static Path directory;

    private static HttpServer endless;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void vendors(DynamicPropertyRegistry registry) throws IOException {
        vendor(registry, "openai", OpenAiStandIn::start);
        vendor(registry, "gemini", GeminiStandIn::start);
        vendor(registry, "mistral", MistralStandIn::start);
        vendor(registry, "groq", GroqStandIn::start);
        vendor(registry, "anthropic", AnthropicStandIn::start);
        vendor(registry, "bedrock", BedrockStandIn::start);
        registry.add("quantumlayer.router.providers.bedrock.region", () -> "eu-west-1");
        endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endless.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        endless.createContext("/", ClaudeCodeIT::streamForEver);
        endless.start();
        provider(
                registry,
                "endless",
                "openai-compatible",
                "http://127.0.0.1:%d/v1".formatted(endless.getAddress().getPort()));
    }

    private static void vendor(DynamicPropertyRegistry registry, String name, Function<Author, StandIn> start) {
        StandIn vendor = start.apply(new Script(directory.resolve(name)));
        VENDORS.put(name, vendor);
        provider(registry, name, name, vendor.baseUrl().toString());
    }

    private static void provider(DynamicPropertyRegistry registry, String name, String type, String address) {
        String prefix = "quantumlayer.router.providers." + name + ".";
        registry.add(prefix + "type", () -> type);
        registry.add(prefix + "base-url", () -> address);
        registry.add(prefix + "api-key", () -> StandIn.KEY);
    }

    @AfterAll
    static void close() {
        VENDORS.values().forEach(StandIn::close);
        endless.stop(0);
    }

    @BeforeEach
    void isInstalled() {
        if (!Files.isExecutable(Sdks.program("claude"))) {
            Sdks.absent();
        }
    }

    /** A model that reads a file, writes another one and says so. */
    private static final class Script implements Author {

        private final Path project;
        private final Map<String, Integer> answers = new ConcurrentHashMap<>();

        Script(Path project) {
            this.project = project;
        }

        @Override
        public @Nullable String calls(Prompt prompt) {
            return switch (answers.getOrDefault(prompt.model(), 0)) {
                case 0 -> "Read";
                case 1 -> "Write";
                default -> null;
            };
        }

        @Override
        public String answer(Prompt prompt) {
            return switch (answers.merge(prompt.model(), 1, Integer::sum)) {
                case 1 -> "{\"file_path\":\"%s\"}".formatted(project.resolve("a.txt"));
                case 2 -> "{\"file_path\":\"%s\",\"content\":\"ONE\"}".formatted(project.resolve("b.txt"));
                default -> "It is written.";
            };
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
    void readsAndWritesFilesWithAModelOf(String vendor, String model) throws Exception {
        Path project = Files.createDirectories(directory.resolve(vendor));
        Files.deleteIfExists(project.resolve("b.txt"));
        Files.writeString(project.resolve("a.txt"), "one\n");
        Process claude = start(project, vendor + "/" + model);

        assertThat(claude.waitFor(3, TimeUnit.MINUTES)).isTrue();
        List<Received> received = standIn(vendor).received(model);
        assertThat(received).as(said(project)).isNotEmpty().noneMatch(Received::isRefused);
        assertThat(claude.exitValue()).as(said(project)).isZero();
        assertThat(Files.readString(project.resolve("out"))).contains("It is written.");
        assertThat(Files.readString(project.resolve("b.txt"))).isEqualTo("ONE");
    }

    @Test
    void endsTheCallToTheProviderWhenItIsEnded() throws Exception {
        Path project = Files.createDirectories(directory.resolve("endless"));
        Process claude = start(project, "endless/model");

        assertThat(STREAMING.await(1, TimeUnit.MINUTES)).as(said(project)).isTrue();
        claude.destroy();

        assertThat(LEFT.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static StandIn standIn(String vendor) {
        StandIn standIn = VENDORS.get(vendor);
        assertThat(standIn).isNotNull();
        return standIn;
    }

    private Process start(Path project, String model) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Sdks.program("claude").toString(),
                        "-p",
                        "Read a.txt and write it in capitals to b.txt.",
                        "--allowedTools",
                        "Read",
                        "Write",
                        "--model",
                        model)
                .directory(project.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(project.resolve("out").toFile())
                .redirectError(project.resolve("err").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH"));
        environment.put(
                "HOME", Files.createDirectories(directory.resolve("home")).toString());
        environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:" + port);
        environment.put("ANTHROPIC_API_KEY", "sk-any");
        // What it sends to its vendor beside the calls of models; what it sends in them stays as it is.
        environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        return builder.start();
    }

    private static String said(Path project) throws IOException {
        return Files.readString(project.resolve("out")) + Files.readString(project.resolve("err"));
    }

    private static void streamForEver(HttpExchange exchange) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write("""
                        data: {"id":"c","choices":[{"index":0,"delta":{"content":"more "},"finish_reason":null}]}

                        """.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                STREAMING.countDown();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException | InterruptedException left) {
            LEFT.countDown();
        }
    }
}
