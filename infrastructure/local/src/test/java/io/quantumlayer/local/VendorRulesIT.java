package io.quantumlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.testsupport.vendor.Prompt;
import io.quantumlayer.testsupport.vendor.Prompt.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The router alone, asked for every schema of the platform's roles as the roles ask for them, by the rules of each vendor:
 * in seconds what {@link MainJobIT} shows in minutes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorRulesIT {

    static final List<String> MODELS = MainJobIT.MODELS;

    private static final Map<String, String> SCHEMAS = Map.of(
            "product owner", "frd",
            "analyst", "requirements",
            "architect", "project_structure",
            "developer", "source_file",
            "test planner", "test_plan",
            "tester", "test_suite",
            "arbiter", "failure_judgement",
            "writer", "documentation");
    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI router = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    private ModelVendors vendors;
    private Process process;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        vendors = new ModelVendors();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        RunningPlatform.REPOSITORY
                                .resolve("llm-router/target/llm-router-%s.jar".formatted(Version.current()))
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("router.log").toFile());
        RunningPlatform.withoutModelSettings(builder.environment());
        builder.environment().putAll(vendors.variables());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        Integer.toString(router.getPort()),
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        "MANAGEMENT_PORT",
                        Integer.toString(LoopbackPort.free()),
                        "MANAGEMENT_SERVER_ADDRESS",
                        "127.0.0.1"));
        process = builder.start();
        Instant deadline = Instant.now().plus(START);
        while (!ready()) {
            assertThat(Instant.now()).isBefore(deadline);
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(200);
        }
    }

    @AfterAll
    void stop() {
        process.destroy();
        client.close();
        vendors.close();
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void everyRolesAnswerComesBackAsTheModelSaidIt(String model) throws IOException, InterruptedException {
        for (Map.Entry<String, String> role : SCHEMAS.entrySet()) {
            HttpResponse<String> whole = ask(request(model, role).put("max_tokens", 8192));
            HttpResponse<String> streamed = ask(request(model, role).put("stream", true));

            assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
            assertThat(streamed.statusCode()).as(streamed.body()).isEqualTo(200);
            JsonNode said = Json.MAPPER.readTree(
                    ScriptedProject.TEMPERATURE.answer(new Prompt(model, List.of(new Turn("system", prompt(role))))));
            assertThat(Json.MAPPER.readTree(text(whole))).isEqualTo(said);
            assertThat(Json.MAPPER.readTree(streamedText(streamed))).isEqualTo(said);
        }
        // What a model refuses is learned once, whole and streamed, and not asked for again.
        assertThat(vendors.refused(model)).hasSizeLessThanOrEqualTo(2);
    }

    private static ObjectNode request(String model, Map.Entry<String, String> role) throws IOException {
        ObjectNode request = Json.MAPPER.createObjectNode().put("model", model).put("temperature", 0.2);
        request.putArray("messages").addObject().put("role", "user").put("content", prompt(role));
        ObjectNode format = request.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema").put("name", role.getValue()).set("schema", schema(role.getValue()));
        return request;
    }

    private static String prompt(Map.Entry<String, String> role) {
        return """
                You are the %s of a software project. Answer with one JSON object.

                Input:
                ```json
                {"path": "conversion.py", "failures": [{"test": "test_converts"}]}
                ```""".formatted(role.getKey());
    }

    private static JsonNode schema(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(
                VendorRulesIT.class.getResourceAsStream("/schemas/%s.schema.json".formatted(name)))) {
            ObjectNode schema = (ObjectNode) Json.MAPPER.readTree(stream);
            return schema.remove(List.of("$schema", "$id"));
        }
    }

    private HttpResponse<String> ask(ObjectNode request) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(router.resolve("/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String text(HttpResponse<String> whole) {
        return Json.MAPPER
                .readTree(whole.body())
                .at("/choices/0/message/content")
                .asString();
    }

    private static String streamedText(HttpResponse<String> streamed) {
        return streamed.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.MAPPER.readTree(line.substring("data: ".length())))
                .map(chunk -> chunk.at("/choices/0/delta/content").asString(""))
                .collect(Collectors.joining());
    }

    private boolean ready() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(router.resolve("/ready")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
