package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.Digest;
import io.quantumlayer.testsupport.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a provider keeps is the key's that it was made with, and is paid once, whoever reads it and how often. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.total-timeout=30s"})
@Timeout(60)
class KeptForKeysIT {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String ADMIN = "an-admin-token";

    private static Organisation vendor;
    private static TestDatabase database;

    @TempDir
    private static Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String run = "run-" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        vendor = new Organisation("a");
        database = TestDatabase.create();
        Path keys =
                Files.writeString(directory.resolve("keys.yaml"), """
                keys:
                  - {id: one, sha256: %s, owner: team, budget: {usd: 1000, period: total}}
                  - {id: two, sha256: %s, owner: team}
                """.formatted(sha256("ql-one"), sha256("ql-two")));
        registry.add("quantumlayer.router.keys.file", keys::toString);
        registry.add("quantumlayer.router.keys.admin-token-sha256", () -> sha256(ADMIN));
        registry.add("quantumlayer.router.keys.database.url", database::jdbcUrl);
        registry.add("quantumlayer.router.keys.database.username", database::user);
        registry.add("quantumlayer.router.keys.database.password", database::password);
        String prefix = "quantumlayer.router.providers.vendor.";
        registry.add(prefix + "type", () -> "openai-compatible");
        registry.add(prefix + "responses", () -> "true");
        registry.add(prefix + "models", () -> "m");
        registry.add(prefix + "api-key", () -> "sk-of-the-vendor");
        registry.add(
                prefix + "base-url",
                () -> "http://127.0.0.1:%d/v1"
                        .formatted(vendor.server.getAddress().getPort()));
        registry.add(prefix + "prices[m].input", () -> "1000");
        registry.add(prefix + "prices[m].output", () -> "2000");
    }

    private static String sha256(String secret) {
        return Digest.of(secret.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @AfterAll
    static void close() {
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /input_items", "POST, /cancel", "DELETE, ''"})
    void isNotThereForAnotherKey(String method, String below) throws Exception {
        String id = made("ql-one", false).path("id").asString();
        String bare = id.substring(id.lastIndexOf("_resp_") + 1);

        assertThat(send("ql-two", method, "/" + id + below).statusCode()).isEqualTo(404);
        assertThat(code(send("ql-two", method, "/" + id + below))).isEqualTo("response_not_found");
        assertThat(send("ql-two", method, "/" + bare + below).statusCode()).isEqualTo(404);
        assertThat(send("ql-two", method, "/" + id.replaceFirst("-[0-9a-f]{16}", "") + below)
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> own = send("ql-one", method, "/" + id + below);
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    }

    @Test
    void isGoneOnWithByItsOwnKeyAlone() throws Exception {
        String id = made("ql-one", false).path("id").asString();
        String bare = id.substring(id.lastIndexOf("_resp_") + 1);

        for (String stranger : new String[] {id, bare}) {
            HttpResponse<String> refused = post("ql-two", request(false).put("previous_response_id", stranger));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(code(refused)).isEqualTo("previous_response_not_found");
        }
        assertThat(post("ql-one", request(false).put("previous_response_id", id))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void isCountedWithTheMostUntilItsEndIsReadAndThenOnce() throws Exception {
        String id = made("ql-one", true).path("id").asString();
        BigDecimal most = cost();
        assertThat(most).isGreaterThan(BigDecimal.ONE);
        send("ql-one", "GET", "/" + id);
        assertThat(cost()).isEqualByComparingTo(most);

        vendor.finish("completed", 5, 2);
        send("ql-one", "GET", "/" + id);
        send("ql-one", "GET", "/" + id);

        assertThat(cost()).isEqualByComparingTo(new BigDecimal("0.009"));
        assertThat(usage().at("/usage/0/calls").asInt()).isEqualTo(1);
        assertThat(usage().at("/usage/0/estimated_calls").asInt()).isZero();
        assertThat(usage().at("/usage/0/prompt_tokens").asInt()).isEqualTo(5);
        assertThat(usage().at("/usage/0/completion_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void givesBackToTheBudgetWhatAResponseHasNotUsed() throws Exception {
        BigDecimal before = spent();
        String id = made("ql-one", true).path("id").asString();
        BigDecimal begun = spent();
        vendor.finish("incomplete", 1, 1);

        send("ql-one", "GET", "/" + id);

        assertThat(begun.subtract(before)).isGreaterThan(BigDecimal.ONE);
        assertThat(spent().subtract(before)).isEqualByComparingTo(new BigDecimal("0.003"));
    }

    @Test
    void isSettledWhenACancellationTellsWhatItUsed() throws Exception {
        String id = made("ql-one", true).path("id").asString();
        vendor.finish("in_progress", 3, 1);

        HttpResponse<String> canceled = send("ql-one", "POST", "/" + id + "/cancel");

        assertThat(JSON.readTree(canceled.body()).path("status").asString()).isEqualTo("cancelled");
        assertThat(cost()).isEqualByComparingTo(new BigDecimal("0.005"));
    }

    private static ObjectNode request(boolean background) {
        ObjectNode request = JSON.createObjectNode().put("model", "m").put("input", "Hello");
        return background ? request.put("background", true).put("max_output_tokens", 1000) : request;
    }

    private JsonNode made(String key, boolean background) throws Exception {
        HttpResponse<String> answer = post(key, request(background));
        // The router leases its first part of the budget when it has started.
        while (answer.statusCode() == 429) {
            Thread.onSpinWait();
            answer = post(key, request(background));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String code(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).at("/error/code").asString();
    }

    private BigDecimal cost() throws Exception {
        return usage().path("cost_usd").decimalValue();
    }

    private JsonNode usage() throws Exception {
        return JSON.readTree(
                send(request(ADMIN, "/api/v1/usage?run=" + run).GET()).body());
    }

    private BigDecimal spent() throws Exception {
        JsonNode keys = JSON.readTree(send(request(ADMIN, "/api/v1/keys").GET()).body());
        return keys.findParents("spent_usd").stream()
                .filter(key -> key.path("id").asString().equals("one"))
                .findFirst()
                .orElseThrow()
                .path("spent_usd")
                .decimalValue();
    }

    private HttpResponse<String> post(String key, ObjectNode body) throws Exception {
        return send(request(key, "/v1/responses")
                .header("Content-Type", "application/json")
                .header(CallOrigin.RUN_HEADER, run)
                .header(CallOrigin.STEP_HEADER, "code")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpResponse<String> send(String key, String method, String below) throws Exception {
        return send(request(key, "/v1/responses" + below).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
