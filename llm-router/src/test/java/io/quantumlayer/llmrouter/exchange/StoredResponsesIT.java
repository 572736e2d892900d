package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations of the Responses API over two accounts that know nothing of each other. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "quantumlayer.router.retry-wait=0s",
            "quantumlayer.router.breaker-open=100ms"
        })
class StoredResponsesIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Organisation> ACCOUNTS = new LinkedHashMap<>();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) throws IOException {
        String prefix = "quantumlayer.router.providers.vendor.";
        registry.add(prefix + "type", () -> "openai-compatible");
        registry.add(prefix + "responses", () -> "true");
        registry.add(prefix + "models", () -> "m");
        registry.add(prefix + "base-url", () -> "http://127.0.0.1:1/v1");
        for (String name : new String[] {"a", "b"}) {
            Organisation account = new Organisation(name);
            String at = prefix + "accounts[%d].".formatted(ACCOUNTS.size());
            ACCOUNTS.put(name, account);
            registry.add(at + "name", () -> name);
            registry.add(at + "api-key", () -> "key-" + name);
            registry.add(
                    at + "base-url",
                    () -> "http://127.0.0.1:%d/v1"
                            .formatted(account.server.getAddress().getPort()));
        }
    }

    @AfterAll
    static void close() {
        ACCOUNTS.values().forEach(Organisation::close);
    }

    @Test
    void goesOnWithAResponseAtTheAccountThatMadeIt() throws Exception {
        Set<String> makers = new HashSet<>();
        for (int conversation = 0; conversation < 16; conversation++) {
            JsonNode first = ask(JSON.createObjectNode().put("input", "Hello"));
            for (int turn = 0; turn < 3; turn++) {
                JsonNode next = ask(JSON.createObjectNode()
                        .put("input", "More")
                        .put("previous_response_id", first.path("id").asString()));
                assertThat(text(next)).isEqualTo(text(first));
            }
            makers.add(text(first));
        }
        assertThat(makers).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bringsEncryptedReasoningBackToTheAccountThatMadeIt(boolean streamed) throws Exception {
        Set<String> makers = new HashSet<>();
        for (int conversation = 0; conversation < 16; conversation++) {
            JsonNode first =
                    streamed ? lastOfStream() : ask(JSON.createObjectNode().put("input", "Hello"));
            JsonNode next = ask(withHistory(first));
            assertThat(text(next)).isEqualTo(text(first));
            makers.add(text(first));
        }
        assertThat(makers).hasSize(2);
    }

    @Test
    void goesOnElsewhereWithoutTheReasoningWhenThatAccountIsDown() throws Exception {
        JsonNode first = ask(JSON.createObjectNode().put("input", "Hello"));
        String maker = text(first).substring("from ".length());
        ACCOUNTS.get(maker).down = true;
        try {
            HttpResponse<String> next = post(withHistory(first));

            assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
            assertThat(text(JSON.readTree(next.body()))).isNotEqualTo(text(first));
            assertThat(next.headers().firstValue("X-QL-Dropped")).contains("input[].encrypted_content");
            HttpResponse<String> lost = post(JSON.createObjectNode()
                    .put("input", "More")
                    .put("previous_response_id", first.path("id").asString()));
            assertThat(lost.statusCode()).isGreaterThanOrEqualTo(500);
        } finally {
            ACCOUNTS.get(maker).down = false;
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /input_items", "POST, /cancel", "DELETE, ''"})
    void asksTheAccountThatKeepsAResponse(String method, String below) throws Exception {
        for (int i = 0; i < 8; i++) {
            String id = ask(JSON.createObjectNode().put("input", "Hello"))
                    .path("id")
                    .asString();

            HttpResponse<String> answer = send(method, id + below + "?limit=2");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-QL-Provider")).contains("vendor");
            JsonNode body = JSON.readTree(answer.body());
            if (below.equals("/input_items")) {
                assertThat(body.path("query").asString()).isEqualTo("limit=2");
                assertThat(body.at("/data/0/id").asString()).startsWith("rs_ql");
            } else {
                assertThat(body.path("id").asString()).isEqualTo(id);
            }
            if (method.equals("DELETE")) {
                HttpResponse<String> gone = send("GET", id);
                assertThat(gone.statusCode()).isEqualTo(404);
                assertThat(gone.body()).contains("Response with id '%s' not found.".formatted(id));
            }
        }
    }

    @Test
    void goesOnWithAnItemAtTheAccountThatKeepsIt() throws Exception {
        for (int conversation = 0; conversation < 8; conversation++) {
            JsonNode first = ask(JSON.createObjectNode().put("input", "Hello"));
            ArrayNode input = JSON.createArrayNode();
            input.addObject()
                    .put("type", "item_reference")
                    .put("id", first.at("/output/1/id").asString());
            input.addObject().put("role", "user").put("content", "More");

            JsonNode next = ask(JSON.createObjectNode().set("input", input));

            assertThat(text(next)).isEqualTo(text(first));
        }
    }

    @Test
    void compactsAConversationAtTheAccountThatKeepsItAndGoesOnThere() throws Exception {
        for (int conversation = 0; conversation < 8; conversation++) {
            JsonNode first = ask(JSON.createObjectNode().put("input", "Hello"));
            HttpResponse<String> compacted = post(
                    "/compact",
                    JSON.createObjectNode()
                            .put("previous_response_id", first.path("id").asString()));
            assertThat(compacted.statusCode()).as(compacted.body()).isEqualTo(200);
            JsonNode compaction = JSON.readTree(compacted.body());
            assertThat(compaction.path("object").asString()).isEqualTo("response.compaction");

            JsonNode next = ask(JSON.createObjectNode().set("input", compaction.path("output")));

            assertThat(text(next)).isEqualTo(text(first));
        }
    }

    @Test
    void countsTheTokensOfAnInput() throws Exception {
        HttpResponse<String> counted = post(
                "/input_tokens",
                JSON.createObjectNode().set("input", JSON.createArrayNode().add(JSON.createObjectNode())));

        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);
        assertThat(JSON.readTree(counted.body()).path("input_tokens").asInt()).isEqualTo(41);
        assertThat(counted.headers().firstValue("X-QL-Estimated")).isEmpty();
    }

    @Test
    void saysWhatAProviderWithoutThatApiCannotDo() throws Exception {
        HttpResponse<String> compacted =
                post("/compact", JSON.createObjectNode().put("input", "Hello").put("model", "builtin/recipe-engine"));
        assertThat(compacted.statusCode()).as(compacted.body()).isEqualTo(400);
        assertThat(JSON.readTree(compacted.body()).at("/error/code").asString()).isEqualTo("unsupported_operation");
        HttpResponse<String> counted = post(
                "/input_tokens",
                JSON.createObjectNode().put("input", "Hello there").put("model", "builtin/recipe-engine"));
        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);
        assertThat(JSON.readTree(counted.body()).path("object").asString()).isEqualTo("response.input_tokens");
        assertThat(JSON.readTree(counted.body()).path("input_tokens").asInt()).isPositive();
        assertThat(counted.headers().firstValue("X-QL-Estimated")).contains("true");
    }

    @Test
    void tellsAResponseAgainPieceByPiece() throws Exception {
        for (int i = 0; i < 4; i++) {
            JsonNode first = ask(JSON.createObjectNode().put("input", "Hello"));
            String id = first.path("id").asString();

            HttpResponse<String> told = send("GET", id + "?stream=true&starting_after=1");

            assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
            assertThat(told.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(told.headers().firstValue("X-QL-Provider")).contains("vendor");
            assertThat(told.body())
                    .contains("event: response.completed", "\"id\":\"%s\"".formatted(id))
                    .contains("\"item_id\":\"%s\""
                            .formatted(first.at("/output/1/id").asString()));
            send("DELETE", id);
            HttpResponse<String> gone = send("GET", id + "?stream=true");
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(gone.body()).contains("Response with id '%s' not found.".formatted(id));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resp_1, 404, response_not_found",
        "resp_ql00000000_resp_1, 404, response_not_found",
        "resp_1?stream=true, 404, response_not_found"
    })
    void saysWhichResponseNobodyHas(String id, int status, String code) throws Exception {
        HttpResponse<String> answer = send("GET", id);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).at("/error/code").asString()).isEqualTo(code);
    }

    @Test
    void saysThatNobodyHasWhatARequestGoesOnWith() throws Exception {
        HttpResponse<String> answer = post(
                JSON.createObjectNode().put("input", "More").put("previous_response_id", "resp_ql00000000_resp_1"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/param").asString()).isEqualTo("previous_response_id");
    }

    private static ObjectNode withHistory(JsonNode response) {
        ArrayNode input = JSON.createArrayNode();
        input.addObject().put("role", "user").put("content", "Hello");
        response.path("output").forEach(input::add);
        input.addObject().put("role", "user").put("content", "More");
        ObjectNode request = JSON.createObjectNode();
        request.set("input", input);
        return request;
    }

    private static String text(JsonNode response) {
        return response.at("/output/1/content/0/text").asString();
    }

    private JsonNode lastOfStream() throws Exception {
        HttpResponse<String> answer =
                post(JSON.createObjectNode().put("input", "Hello").put("stream", true));
        String last = answer.body()
                .lines()
                .filter(line -> line.contains("response.completed") && line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(last.substring("data: ".length())).path("response");
    }

    private JsonNode ask(ObjectNode request) throws Exception {
        HttpResponse<String> answer = post(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(ObjectNode request) throws Exception {
        return post("", request);
    }

    private HttpResponse<String> post(String below, ObjectNode request) throws Exception {
        if (!request.has("model")) {
            request.put("model", "m");
        }
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/responses%s".formatted(port, below)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String below) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/responses/%s".formatted(port, below)))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
