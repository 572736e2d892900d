package io.quantumlayer.local;

import static io.quantumlayer.local.RunningPlatform.address;
import static io.quantumlayer.local.RunningPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.RunningPlatform.Finished;
import io.quantumlayer.local.platform.PlatformState;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.Sha256;
import io.quantumlayer.testsupport.ScriptedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

    private static final String README_REQUEST = """
            {"prompt":"Create a Python function","language":"python","type":"function","generate_tests":true,\
            "requirements":{"project_name":"TestProject"}}""";
    private static final String IBAN_REQUEST = """
            {"id":"iban-check","prompt":"Create a Python function that checks whether an IBAN is valid",\
            "language":"python","type":"function"}""";
    private static final String SCRIPTED_REQUEST = """
            {"id":"%%s","prompt":"Create a Python function that adds two integers","language":"python",\
            "type":"function","model":"scripted/%s"}""".formatted(ScriptedModel.MODEL);

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
    private static final int TEN_MEGABYTES = 10 << 20;

    private RunningPlatform platform;
    private ScriptedModel model;
    private HttpResponse<String> readmeStarted;
    private HttpResponse<String> ibanStarted;

    @RegisterExtension
    final TestWatcher logTails = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            System.err.println(platform.tails());
        }
    };

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        model = ScriptedModel.start();
        platform = RunningPlatform.start(
                temporary.toRealPath(),
                Map.of(
                        "LLM_SCRIPTED_BASE_URL",
                        model.baseUrl().toString(),
                        "LLM_SCRIPTED_MODELS",
                        ScriptedModel.MODEL));
        readmeStarted = platform.post(README_REQUEST);
        ibanStarted = platform.post(IBAN_REQUEST);
    }

    @AfterAll
    void stop() throws IOException {
        platform.close();
        model.close();
    }

    @Test
    void aStartIsAnsweredAsTheOriginalPlatformDid() {
        JsonNode started = json(readmeStarted);

        assertThat(readmeStarted.statusCode()).isEqualTo(202);
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
        JsonNode run = platform.completed(started);

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
        platform.completed(started);

        List<JsonNode> events =
                platform.okay(address(started, "/events")).valueStream().toList();

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
        platform.completed(started);

        JsonNode collection = platform.okay(address(started, "/drops"));

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
        platform.completed(readmeStarted);

        JsonNode result = platform.okay(address(readmeStarted, "/result"));

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
        platform.completed(ibanStarted);

        JsonNode result = platform.okay(address(ibanStarted, "/result"));

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
        platform.completed(started);
        Path project = platform.downloaded(started);

        Path manifestFile = project.resolve(".quantumlayer/project.json");
        JsonNode manifest = Json.MAPPER.readTree(Files.readString(manifestFile));
        Map<String, String> digests = digests(project, manifestFile);
        assertThat(manifest.path("files")).hasSameSizeAs(digests.keySet());
        assertThat(manifest.path("files"))
                .allSatisfy(file -> assertThat(digests)
                        .containsEntry(
                                file.path("path").asString(),
                                file.path("sha256").asString()));

        Finished build = platform.shell(project, manifest.at("/commands/build").asString());
        Finished test = platform.shell(project, manifest.at("/commands/test").asString());
        int total = manifest.at("/tests/total").asInt();
        assertThat(build.exitCode()).as(build.output()).isZero();
        assertThat(test.exitCode()).as(test.output()).isZero();
        assertThat(total).isPositive();
        assertThat(test.output()).containsPattern("Ran %d tests? in".formatted(total));
    }

    @Test
    void codeThatDoesNotCompileOrPassIsAskedForAgainWithItsDiagnostics() throws IOException, InterruptedException {
        AddingProject.plan(model)
                .answers(
                        "source_file",
                        AddingProject.sourceFile(AddingProject.SYNTAX_ERROR),
                        AddingProject.sourceFile(AddingProject.WRONG),
                        AddingProject.sourceFile(AddingProject.RIGHT))
                .answers("test_suite", AddingProject.testSuite());
        HttpResponse<String> started = platform.post(SCRIPTED_REQUEST.formatted("repaired"));

        platform.completed(started);

        assertThat(platform.okay(address(started, "/result")).path("verdict").asString())
                .isEqualTo("complete");
        assertThat(attempts(started)).containsExactly(1, 2, 3);
        List<JsonNode> asked = model.requestsFor("source_file");
        assertThat(asked).hasSize(3);
        assertThat(lastMessage(asked.get(1))).containsIgnoringCase("syntax").contains("adding.py");
        assertThat(lastMessage(asked.get(2))).contains("AssertionError: -1 != 3");
        Path project = platform.downloaded(started);
        assertThat(project.resolve("adding.py")).hasContent(AddingProject.RIGHT);
    }

    @Test
    void codeThatIsNeverRightEndsAsFailedWithAllAttemptsKept() throws IOException, InterruptedException {
        AddingProject.plan(model)
                .answers("source_file", AddingProject.sourceFile(AddingProject.WRONG))
                .answers("test_suite", AddingProject.testSuite());
        HttpResponse<String> started = platform.post(SCRIPTED_REQUEST.formatted("never-right"));

        platform.completed(started);

        JsonNode result = platform.okay(address(started, "/result"));
        assertThat(result.path("success").asBoolean()).isFalse();
        assertThat(result.path("verdict").asString()).isEqualTo("failed");
        assertThat(result.path("reasons")).isNotEmpty();
        assertThat(attempts(started)).containsExactly(1, 2);
    }

    @Test
    void aWorkerKilledWhileCodeIsWrittenGoesOnWithWhatIsStored() throws IOException, InterruptedException {
        AddingProject.plan(model).answers("test_suite", AddingProject.testSuite());

        completesAlthoughTheWorkerIsKilledWaitingFor(
                "source_file", AddingProject.sourceFile(AddingProject.RIGHT), "killed-in-stage-5");

        assertThat(model.requestsFor("frd")).hasSize(1);
        assertThat(model.requestsFor("requirements")).hasSize(1);
        assertThat(model.requestsFor("project_structure")).hasSize(1);
    }

    @Test
    void aWorkerKilledWhileTestsAreWrittenGoesOnWithWhatIsStored() throws IOException, InterruptedException {
        AddingProject.plan(model).answers("source_file", AddingProject.sourceFile(AddingProject.RIGHT));

        HttpResponse<String> started = completesAlthoughTheWorkerIsKilledWaitingFor(
                "test_suite", AddingProject.testSuite(), "killed-in-stage-9");

        assertThat(model.requestsFor("source_file")).hasSize(1);
        assertThat(model.requestsFor("test_plan")).hasSize(1);
        assertThat(attempts(started)).containsExactly(1);
    }

    /** Starts a run and holds the model's answer for a schema back until the worker is killed. */
    private HttpResponse<String> completesAlthoughTheWorkerIsKilledWaitingFor(String schema, String answer, String id)
            throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        model.answers(schema, request -> {
            asked.countDown();
            await(killed);
            return answer;
        });
        HttpResponse<String> started = platform.post(SCRIPTED_REQUEST.formatted(id));

        await(asked);
        platform.kill("workflow-worker");
        killed.countDown();
        platform.completed(started);

        assertThat(platform.okay(address(started, "/result")).path("verdict").asString())
                .isEqualTo("complete");
        return started;
    }

    @Test
    void anIdStartsOneRunForOneBodyOnly() throws IOException, InterruptedException {
        HttpResponse<String> again = platform.post(IBAN_REQUEST);
        HttpResponse<String> other = platform.post(IBAN_REQUEST.replace("an IBAN", "an ISBN"));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(json(again).path("run_id")).isEqualTo(json(ibanStarted).path("run_id"));
        assertThat(problem(other, 409).path("detail").asString()).contains("iban-check");
    }

    @Test
    void aStartWithoutAPromptIsRefusedByName() throws IOException, InterruptedException {
        JsonNode problem = problem(platform.post("{\"language\":\"python\",\"type\":\"function\"}"), 400);

        assertThat(problem.path("errors").valueStream())
                .extracting(error -> error.path("field").asString())
                .containsExactly("prompt");
    }

    @Test
    void anUnknownRunIsNotFound() throws IOException, InterruptedException {
        problem(platform.get("/unknown-run"), 404);
        problem(platform.get("/unknown-run/result"), 404);
    }

    @Test
    void aBodyOfTenMegabytesIsTooLarge() throws IOException, InterruptedException {
        String prompt = "a".repeat(TEN_MEGABYTES);

        problem(
                platform.post("{\"prompt\":\"%s\",\"language\":\"python\",\"type\":\"function\"}".formatted(prompt)),
                413);
    }

    @Test
    void statusSaysThatEverythingIsReady() throws IOException, InterruptedException {
        Finished status = platform.ql("status");

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("http://localhost:" + platform.port(), "postgresql", "temporal", "api-gateway");
    }

    @Test
    void everyServiceIsClosedToWebPagesThatCameByAnotherName() throws IOException {
        for (ProcessState service : services()) {
            for (int port : new int[] {service.port(), service.managementPort()}) {
                assertThat(status(port, "GET /health", "Host: evil.example:" + port))
                        .as("%s %d", service.name(), port)
                        .isEqualTo(421);
                assertThat(status(port, "GET /health", "Host: localhost", "Origin: http://evil.example"))
                        .as("%s %d", service.name(), port)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void nobodyButTheWorkerWritesIntoARun() throws IOException {
        String id = address(ibanStarted, "").substring(1);
        int store = services().stream()
                .filter(service -> service.name().equals("quantumdrop"))
                .findFirst()
                .orElseThrow()
                .port();
        for (String write : List.of(
                "POST /api/v1/drops",
                "POST /api/v1/drops/batch",
                "PUT /api/v1/runs/" + id,
                "POST /api/v1/runs/query",
                "POST /api/v1/workflows/" + id + "/events")) {
            assertThat(status(platform.port(), write, "Host: localhost"))
                    .as(write)
                    .isEqualTo(405);
            assertThat(status(store, write, "Host: localhost")).as(write).isEqualTo(401);
        }
        assertThat(status(store, "DELETE /api/v1/drops/any", "Host: localhost")).isEqualTo(401);
        assertThat(status(platform.port(), "DELETE /api/v1/drops/any", "Host: localhost"))
                .as("passes the edge as the owner's, and finds no such drop")
                .isEqualTo(404);
    }

    private List<ProcessState> services() {
        return platform.state().processes().stream()
                .filter(process -> process.managementPort() > 0)
                .toList();
    }

    /** Sends headers that HTTP clients do not let others set. */
    private static int status(int port, String request, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "%s HTTP/1.1\r\n%s\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                    .formatted(request, String.join("\r\n", headers))
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void downLeavesNothingRunning() throws IOException, InterruptedException {
        PlatformState state = platform.state();
        List<ProcessIdentity> all = Stream.concat(
                        Stream.of(state.supervisor()),
                        state.processes().stream().map(ProcessState::process))
                .toList();
        assertThat(all).hasSize(11).allMatch(ProcessIdentity::isAlive);
        assertThat(platform.commands()).isNotEmpty();

        Finished down = platform.ql("down");

        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(all).noneMatch(ProcessIdentity::isAlive);
        assertThat(platform.commands()).isEmpty();
        assertThat(LoopbackPort.isFree(platform.port())).isTrue();
        assertThat(platform.ql("status").exitCode()).isEqualTo(ExitCode.PLATFORM.code());
    }

    private Stream<HttpResponse<String>> bothRuns() {
        return Stream.of(readmeStarted, ibanStarted);
    }

    private static String lastMessage(JsonNode request) {
        JsonNode messages = request.path("messages");
        return messages.get(messages.size() - 1).path("content").asString();
    }

    private List<Integer> attempts(HttpResponse<String> started) throws IOException, InterruptedException {
        return platform.okay(address(started, "/drops"))
                .path("drops")
                .valueStream()
                .filter(drop -> drop.path("stage").asString().equals("code_generation"))
                .map(drop -> drop.path("version").asInt())
                .sorted()
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
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

    private static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        return problem;
    }
}
