package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.Prompt;
import io.quantumlayer.testsupport.vendor.Received;
import io.quantumlayer.testsupport.vendor.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

    private static final Program CLAUDE = new Program("claude");
    private static final CountDownLatch STREAMING = new CountDownLatch(1);
    private static final CountDownLatch LEFT = new CountDownLatch(1);

    @TempDir
    private static Path directory;

    private static Vendors vendors;
    private static HttpServer endless;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void router(DynamicPropertyRegistry registry) throws IOException {
        vendors = new Vendors(registry, name -> new Script(directory.resolve(name)));
        endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endless.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        endless.createContext("/", ClaudeCodeIT::streamForEver);
        endless.start();
        Vendors.provider(
                registry,
                "endless",
                "openai-compatible",
                "http://127.0.0.1:%d/v1".formatted(endless.getAddress().getPort()),
                StandIn.KEY);
    }

    @AfterAll
    static void close() {
        vendors.close();
        endless.stop(0);
    }

    @BeforeEach
    void isInstalled() {
        CLAUDE.requireInstalled();
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
        List<Received> received = vendors.standIn(vendor).received(model);
        assertThat(received).as(Program.said(project)).isNotEmpty().noneMatch(Received::isRefused);
        assertThat(claude.exitValue()).as(Program.said(project)).isZero();
        assertThat(Files.readString(project.resolve("out"))).contains("It is written.");
        assertThat(Files.readString(project.resolve("b.txt"))).isEqualTo("ONE");
    }

    @Test
    void endsTheCallToTheProviderWhenItIsEnded() throws Exception {
        Path project = Files.createDirectories(directory.resolve("endless"));
        Process claude = start(project, "endless/model");

        assertThat(STREAMING.await(1, TimeUnit.MINUTES))
                .as(Program.said(project))
                .isTrue();
        claude.destroy();

        assertThat(LEFT.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private Process start(Path project, String model) throws IOException {
        return CLAUDE.start(
                project,
                Map.of(
                        "HOME",
                        Files.createDirectories(directory.resolve("home")).toString(),
                        "ANTHROPIC_BASE_URL",
                        "http://127.0.0.1:" + port,
                        "ANTHROPIC_API_KEY",
                        "sk-any",
                        // What it sends to its vendor beside the calls of models; what it sends in them stays as it is.
                        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                        "1"),
                "-p",
                "Read a.txt and write it in capitals to b.txt.",
                "--allowedTools",
                "Read",
                "Write",
                "--model",
                model);
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
