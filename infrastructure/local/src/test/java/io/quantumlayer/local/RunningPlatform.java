package io.quantumlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.platform.LocalPlatform;
import io.quantumlayer.local.platform.PlatformState;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.servers.LogTail;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.ServerProcess;
import io.quantumlayer.servers.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;

/** The platform as it is delivered: built jars, started by {@code ql}, used through the gateway on a free port. */
final class RunningPlatform implements AutoCloseable {

    static final Duration COMMAND = Duration.ofMinutes(2);
    static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    private static final List<String> MODEL_SETTINGS = List.of(
            "ANTHROPIC_", "AZURE_", "AWS_", "GEMINI_", "GROQ_", "LLM_", "MISTRAL_", "OPENAI_", "QL_", "QUANTUMLAYER_");
    private static final Duration START = Duration.ofMinutes(15);
    private static final Duration RUN = Duration.ofMinutes(5);

    private final int port = LoopbackPort.free();
    private final URI workflows = URI.create("http://localhost:%d/api/v1/workflows".formatted(port));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Path directory;
    private final Home home;
    private final Map<String, String> variables;

    private RunningPlatform(Path directory, Map<String, String> variables) {
        this.directory = directory;
        this.home = new Home(directory.resolve("home"));
        this.variables = variables;
    }

    /** The platform as one of its callers sees it, at a gateway that wants keys. */
    Caller caller(String key) {
        return new Caller(key);
    }

    /** Starts everything and waits until it is ready; {@code variables} are added to what {@code ql} is started with. */
    static RunningPlatform start(Path directory, Map<String, String> variables)
            throws IOException, InterruptedException {
        RunningPlatform platform = new RunningPlatform(directory, variables);
        Files.createDirectories(platform.home.root());
        // Fetched and unpacked once for all tests of this machine.
        Files.createSymbolicLink(platform.home.tools(), Files.createDirectories(Tools.cacheDirectory()));
        Finished up = platform.ql(START, "up", "--port", Integer.toString(platform.port));
        assertThat(up.exitCode()).as(() -> up.output() + platform.tails()).isZero();
        assertThat(up.output()).contains("http://localhost:%d/api/v1".formatted(platform.port));
        return platform;
    }

    @Override
    public void close() throws IOException {
        client.close();
        try {
            ql("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(home.tools());
    }

    int port() {
        return port;
    }

    PlatformState state() {
        return new LocalPlatform(home, REPOSITORY, new Terminal(System.out, false, false))
                .state()
                .orElseThrow();
    }

    /** Ends a service with SIGKILL; the supervisor starts it again. */
    void kill(String service) {
        ServerProcess.stop(state().process(service).orElseThrow().process(), "KILL", Duration.ofSeconds(5));
    }

    /** Command lines of all processes that belong to this platform. */
    List<String> commands() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine())
                .flatMap(Optional::stream)
                .filter(command -> command.contains(home.root().toString()))
                .toList();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    /** Asks for a run. */
    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(
                request("/generate-extended")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode okay(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    /** Waits for the end of a run and checks that it is {@code Completed}. */
    JsonNode completed(HttpResponse<String> started) throws IOException, InterruptedException {
        JsonNode run = await(started, state -> !state.path("status").asString().equals("Running"));
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("Completed");
        return run;
    }

    /** Waits until a run's state is as asked for; returns the last state seen. */
    JsonNode await(HttpResponse<String> started, Predicate<JsonNode> state) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(RUN);
        JsonNode run = okay(address(started, ""));
        while (!state.test(run) && Instant.now().isBefore(deadline)) {
            Thread.sleep(500);
            run = okay(address(started, ""));
        }
        return run;
    }

    /** Directory of the project in the zip that a run offers. */
    Path downloaded(HttpResponse<String> started) throws IOException, InterruptedException {
        HttpResponse<InputStream> zip =
                client.send(request(address(started, "/download?format=zip")).build(), BodyHandlers.ofInputStream());
        assertThat(zip.statusCode()).isEqualTo(200);
        Path target = Files.createTempDirectory(directory, "project-");
        try (ZipInputStream entries = new ZipInputStream(zip.body())) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(target)).as(entry.getName()).isTrue();
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
            }
        }
        try (Stream<Path> roots = Files.list(target)) {
            List<Path> all = roots.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    Finished ql(String... arguments) throws IOException, InterruptedException {
        return ql(COMMAND, arguments);
    }

    /** Runs a shell command as the platform's user would. */
    Finished shell(Path workingDirectory, String command) throws IOException, InterruptedException {
        return run(workingDirectory, Map.of(), COMMAND, "sh", "-c", command);
    }

    /** Last lines of the logs that say why a test failed. */
    String tails() {
        StringBuilder tails = new StringBuilder();
        for (String name : List.of("supervisor", "workflow-worker", "api-gateway")) {
            Path log = home.logs().resolve(name + ".log");
            tails.append("%n%s:%n  %s%n".formatted(log, String.join("\n  ", LogTail.lines(log, 30))));
        }
        return tails.toString();
    }

    static String address(HttpResponse<String> started, String below) {
        return "/" + json(started).path("workflow_id").asString() + below;
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(workflows + path))
                .header("Accept", "application/json")
                .timeout(COMMAND);
    }

    private Finished ql(Duration patience, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dql.repository=" + REPOSITORY,
                "-jar",
                REPOSITORY
                        .resolve("infrastructure/local/target/local-%s.jar".formatted(Version.current()))
                        .toString()));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(variables);
        all.put("QL_HOME", home.root().toString());
        return run(directory, all, patience, command.toArray(String[]::new));
    }

    private Finished run(Path workingDirectory, Map<String, String> variables, Duration patience, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        withoutModelSettings(builder.environment());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("%s took longer than %s:%n%s%n%s"
                    .formatted(String.join(" ", command), patience, Files.readString(output), tails()));
        }
        return new Finished(process.exitValue(), Files.readString(output));
    }

    /** Takes out what the machine's user has set for models, which must not change what is tested. */
    static void withoutModelSettings(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> MODEL_SETTINGS.stream().anyMatch(name::startsWith) || name.endsWith("_API_KEY"));
    }

    record Finished(int exitCode, String output) {}

    /** Somebody with a key of his own. */
    final class Caller {

        private final String key;

        private Caller(String key) {
            this.key = key;
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return send(path, HttpRequest.Builder::GET);
        }

        HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
            return send(
                    path,
                    request -> request.header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> method)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:%d/api/v1%s".formatted(port, path)))
                    .header("Accept", "application/json")
                    .header("X-API-Key", key)
                    .timeout(COMMAND);
            return client.send(method.apply(request).build(), BodyHandlers.ofString());
        }
    }
}
