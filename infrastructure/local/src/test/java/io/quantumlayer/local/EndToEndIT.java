package io.quantumlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.platform.LocalPlatform;
import io.quantumlayer.local.platform.PlatformState;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.servers.LogTail;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.Sha256;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The whole platform as it is delivered: built jars, started by {@code ql}, used through the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {

    private static final String SEED_REQUEST = """
            {"prompt":"Create a Python function","language":"python","type":"function","generate_tests":true,\
            "requirements":{"project_name":"TestProject"}}""";
    private static final String IBAN_REQUEST = """
            {"id":"iban-check","prompt":"Create a Python function that checks whether an IBAN is valid",\
            "language":"python","type":"function"}""";

    private static final List<String> STAGES = List.of(
            "prompt_enhancement",
            "frd_generation",
            "requirements_parsing",
            "project_structure",
            "code_generation",
            "semantic_validation",
            "dependency_resolution",
            "test_plan_generation",
            "test_generation",
            "security_scan",
            "performance_analysis",
            "documentation");
    private static final List<String> MODEL_SETTINGS =
            List.of("ANTHROPIC_", "AZURE_", "AWS_", "LLM_", "OPENAI_", "QL_");
    private static final Duration START = Duration.ofMinutes(15);
    private static final Duration RUN = Duration.ofMinutes(5);
    private static final Duration COMMAND = Duration.ofMinutes(2);
    private static final int TEN_MEGABYTES = 10 << 20;

    private final Path repository = Path.of("..", "..").toAbsolutePath().normalize();
    private final int port = LoopbackPort.free();
    private final URI workflows = URI.create("http://localhost:%d/api/v1/workflows".formatted(port));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Path directory;
    private Home home;
    private HttpResponse<String> seedStarted;
    private HttpResponse<String> ibanStarted;

    @RegisterExtension
    final TestWatcher logTails = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            System.err.println(tails());
        }
    };

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        directory = temporary.toRealPath();
        home = new Home(directory.resolve("home"));
        Files.createDirectories(home.root());
        // Fetched and unpacked once for all tests of this machine.
        Files.createSymbolicLink(home.tools(), Files.createDirectories(Tools.cacheDirectory()));
        Finished up = ql(START, "up", "--port", Integer.toString(port));
        assertThat(up.exitCode()).as(() -> up.output() + tails()).isZero();
        assertThat(up.output()).contains("http://localhost:%d/api/v1".formatted(port));
        seedStarted = post(SEED_REQUEST);
        ibanStarted = post(IBAN_REQUEST);
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        client.close();
        ql(COMMAND, "down");
        Files.deleteIfExists(home.tools());
    }

    @Test
    void aStartIsAnsweredAsTheOriginalPlatformDid() {
        JsonNode started = json(seedStarted);

        assertThat(seedStarted.statusCode()).isEqualTo(202);
        assertThat(started.propertyNames()).containsExactly("workflow_id", "run_id", "status", "message");
        assertThat(started.path("workflow_id").asString()).startsWith("extended-code-gen-");
        assertThat(started.path("run_id").asString()).isNotBlank();
        assertThat(started.path("status").asString()).isEqualTo("started");
        assertThat(started.path("message").asString()).isEqualTo("Extended workflow started successfully (12 stages)");
        assertThat(ibanStarted.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @MethodSource("bothRuns")
    void aRunCompletesWithTwelveStages(HttpResponse<String> started) throws IOException, InterruptedException {
        JsonNode run = completed(started);

        JsonNode progress = run.path("progress");
        assertThat(progress.path("completed_stages").asInt()).isEqualTo(12);
        assertThat(progress.path("total_stages").asInt()).isEqualTo(12);
        assertThat(progress.path("stages").valueStream())
                .extracting(line -> line.path("stage").asString())
                .containsExactlyElementsOf(STAGES);
        assertThat(run.path("close_time").asString()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("bothRuns")
    void theJournalIsWholeFromTheStartToTheEnd(HttpResponse<String> started) throws IOException, InterruptedException {
        completed(started);

        List<JsonNode> events = okay(address(started, "/events")).valueStream().toList();

        assertThat(events)
                .extracting(event -> event.path("seq").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(types(events)).startsWith("run.started").endsWith("run.completed");
        assertThat(types(events).stream().filter("stage.completed"::equals).count())
                .isGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("bothRuns")
    void everyStageLeavesADropAndTheRunItsSummary(HttpResponse<String> started)
            throws IOException, InterruptedException {
        completed(started);

        JsonNode collection = okay(address(started, "/drops"));

        List<String> expected = new ArrayList<>(STAGES);
        expected.add("completion");
        List<JsonNode> drops = collection.path("drops").valueStream().toList();
        assertThat(drops)
                .extracting(drop -> drop.path("stage").asString())
                .containsAll(expected)
                .isSubsetOf(expected);
        // A stage of two halves, or one that was repaired, leaves a version more.
        assertThat(drops)
                .extracting(drop -> drop.path("stage").asString() + " "
                        + drop.path("version").asInt())
                .doesNotHaveDuplicates()
                .containsAll(expected.stream().map(stage -> stage + " 1").toList());
        assertThat(collection.path("total_drops").asInt()).isEqualTo(drops.size());
    }

    @Test
    void aPromptWithoutBehaviourIsPartialAndAsksBack() throws IOException, InterruptedException {
        completed(seedStarted);

        JsonNode result = okay(address(seedStarted, "/result"));

        assertThat(result.path("success").asBoolean()).isTrue();
        assertThat(result.path("verdict").asString()).isEqualTo("partial");
        assertThat(result.path("reasons")).isNotEmpty();
        assertThat(result.path("questions")).isNotEmpty();
        assertThat(result.path("assumptions")).isNotEmpty();
        assertThat(result.path("code").asString()).contains("def ");
        assertThat(result.path("tests").asString()).contains("def test_");
    }

    @Test
    void aPromptThatSaysWhatItWantsIsComplete() throws IOException, InterruptedException {
        completed(ibanStarted);

        JsonNode result = okay(address(ibanStarted, "/result"));

        assertThat(result.path("success").asBoolean()).isTrue();
        assertThat(result.path("verdict").asString()).isEqualTo("complete");
        assertThat(result.path("reasons")).isEmpty();
        assertThat(result.path("project").path("tests").path("status").asString())
                .isEqualTo("passed");
    }

    @ParameterizedTest
    @MethodSource("bothRuns")
    void theDownloadedProjectIsWhatItsManifestSaysAndBuildsAgain(HttpResponse<String> started)
            throws IOException, InterruptedException {
        completed(started);
        Path project = downloaded(started);

        Path manifestFile = project.resolve(".quantumlayer/project.json");
        JsonNode manifest = Json.MAPPER.readTree(Files.readString(manifestFile));
        Map<String, String> digests = digests(project, manifestFile);
        assertThat(manifest.path("files")).hasSameSizeAs(digests.keySet());
        assertThat(manifest.path("files"))
                .allSatisfy(file -> assertThat(digests)
                        .containsEntry(
                                file.path("path").asString(),
                                file.path("sha256").asString()));

        Finished build = run(
                project,
                Map.of(),
                COMMAND,
                "sh",
                "-c",
                manifest.at("/commands/build").asString());
        Finished test = run(
                project,
                Map.of(),
                COMMAND,
                "sh",
                "-c",
                manifest.at("/commands/test").asString());
        int total = manifest.at("/tests/total").asInt();
        assertThat(build.exitCode()).as(build.output()).isZero();
        assertThat(test.exitCode()).as(test.output()).isZero();
        assertThat(total).isPositive();
        assertThat(test.output()).containsPattern("Ran %d tests? in".formatted(total));
    }

    @Test
    void anIdStartsOneRunForOneBodyOnly() throws IOException, InterruptedException {
        HttpResponse<String> again = post(IBAN_REQUEST);
        HttpResponse<String> other = post(IBAN_REQUEST.replace("an IBAN", "an ISBN"));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(json(again).path("run_id")).isEqualTo(json(ibanStarted).path("run_id"));
        assertThat(problem(other, 409).path("detail").asString()).contains("iban-check");
    }

    @Test
    void aStartWithoutAPromptIsRefusedByName() throws IOException, InterruptedException {
        JsonNode problem = problem(post("{\"language\":\"python\",\"type\":\"function\"}"), 400);

        assertThat(problem.path("errors").valueStream())
                .extracting(error -> error.path("field").asString())
                .containsExactly("prompt");
    }

    @Test
    void anUnknownRunIsNotFound() throws IOException, InterruptedException {
        problem(get("/unknown-run"), 404);
        problem(get("/unknown-run/result"), 404);
    }

    @Test
    void aBodyOfTenMegabytesIsTooLarge() throws IOException, InterruptedException {
        String prompt = "a".repeat(TEN_MEGABYTES);

        problem(post("{\"prompt\":\"%s\",\"language\":\"python\",\"type\":\"function\"}".formatted(prompt)), 413);
    }

    @Test
    void statusSaysThatEverythingIsReady() throws IOException, InterruptedException {
        Finished status = ql(COMMAND, "status");

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output()).contains("http://localhost:" + port, "postgresql", "temporal", "api-gateway");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void downLeavesNothingRunning() throws IOException, InterruptedException {
        PlatformState state = new LocalPlatform(home, repository, new Terminal(System.out, false, false))
                .state()
                .orElseThrow();
        List<ProcessIdentity> all = Stream.concat(
                        Stream.of(state.supervisor()),
                        state.processes().stream().map(ProcessState::process))
                .toList();
        assertThat(all).hasSize(11).allMatch(ProcessIdentity::isAlive);
        assertThat(commandsOfThisHome()).isNotEmpty();

        Finished down = ql(COMMAND, "down");

        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(all).noneMatch(ProcessIdentity::isAlive);
        assertThat(commandsOfThisHome()).isEmpty();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        assertThat(ql(COMMAND, "status").exitCode()).isEqualTo(ExitCode.PLATFORM.code());
    }

    private Stream<HttpResponse<String>> bothRuns() {
        return Stream.of(seedStarted, ibanStarted);
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    private List<String> commandsOfThisHome() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine())
                .flatMap(Optional::stream)
                .filter(command -> command.contains(home.root().toString()))
                .toList();
    }

    private JsonNode completed(HttpResponse<String> started) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(RUN);
        JsonNode run = okay(address(started, ""));
        while (run.path("status").asString().equals("Running") && Instant.now().isBefore(deadline)) {
            Thread.sleep(500);
            run = okay(address(started, ""));
        }
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("Completed");
        return run;
    }

    private Path downloaded(HttpResponse<String> started) throws IOException, InterruptedException {
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

    private static Map<String, String> digests(Path project, Path except) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            Map<String, String> digests = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(except)) {
                    digests.put(project.relativize(file).toString(), Sha256.of(file));
                }
            }
            return digests;
        }
    }

    private static String address(HttpResponse<String> started, String below) {
        return "/" + json(started).path("workflow_id").asString() + below;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(workflows + path))
                .header("Accept", "application/json")
                .timeout(COMMAND);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(
                request("/generate-extended")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode okay(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        return problem;
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    private Finished ql(Duration patience, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dql.repository=" + repository,
                "-jar",
                repository
                        .resolve("infrastructure/local/target/local-%s.jar".formatted(Version.current()))
                        .toString()));
        command.addAll(List.of(arguments));
        return run(directory, Map.of("QL_HOME", home.root().toString()), patience, command.toArray(String[]::new));
    }

    private Finished run(Path workingDirectory, Map<String, String> variables, Duration patience, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // What the machine's user has set for models must not change what is tested.
        builder.environment()
                .keySet()
                .removeIf(name -> MODEL_SETTINGS.stream().anyMatch(name::startsWith) || name.endsWith("_API_KEY"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("%s took longer than %s:%n%s%n%s"
                    .formatted(String.join(" ", command), patience, Files.readString(output), tails()));
        }
        return new Finished(process.exitValue(), Files.readString(output));
    }

    private String tails() {
        StringBuilder tails = new StringBuilder();
        for (String name : List.of("supervisor", "workflow-worker", "api-gateway")) {
            Path log = home.logs().resolve(name + ".log");
            tails.append("%n%s:%n  %s%n".formatted(log, String.join("\n  ", LogTail.lines(log, 30))));
        }
        return tails.toString();
    }

    private record Finished(int exitCode, String output) {}
}
