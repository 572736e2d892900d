package io.quantumlayer.llmrouter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole router over sockets, with a fake provider behind it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.response-timeout=1s"})
class CompletionIT {

    private static final FakeOpenAi UPSTREAM = new FakeOpenAi();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) {
        registry.add("quantumlayer.router.providers.fake.base-url", UPSTREAM::baseUrl);
        registry.add("quantumlayer.router.providers.fake.api-key", () -> "sk-very-secret");
        registry.add("quantumlayer.router.providers.fake.models", () -> "large");
        registry.add("quantumlayer.router.providers.moody.base-url", UPSTREAM::baseUrl);
        registry.add("quantumlayer.router.providers.moody.models", () -> "limited,limited-too,slow");
        registry.add("quantumlayer.router.providers.fake.prices.large.input", () -> "2.50");
        registry.add("quantumlayer.router.providers.fake.prices.large.output", () -> "10");
        registry.add("quantumlayer.router.providers.gone.base-url", () -> "http://127.0.0.1:1/v1");
        registry.add("quantumlayer.router.providers.gone.api-key", () -> "sk-other-secret");
        registry.add("quantumlayer.router.providers.gone.models", () -> "lost");
    }

    @BeforeEach
    void freshUpstream() {
        UPSTREAM.forget();
    }

    @AfterAll
    static void stop() {
        UPSTREAM.close();
    }

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("llm-router", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }

    @Test
    void passesTheBodyThroughAndReplacesNothingButTheModel() throws Exception {
        String body =
                "{ \"temperature\" : 1.50,\n\"model\": \"fake/large\",\"seed\":9007199254740993,\"novelty\":{\"model\":\"x\"},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Gr\\u00fc\u00dfe\"}]}";

        HttpResponse<String> answer = post("/v1/chat/completions", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.bodies).containsExactly(body.replace("\"fake/large\"", "\"large\""));
        assertThat(UPSTREAM.authorizations).containsExactly("Bearer sk-very-secret");
        assertThat(answer.body()).isEqualTo(FakeOpenAi.ANSWER);
        assertThat(answer.headers().firstValue("X-QL-Provider")).hasValue("fake");
        assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
    }

    @Test
    void tellsThePriceOfACallThatHasOne() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("large"));

        assertThat(answer.headers().firstValue("X-QL-Cost-USD")).hasValue("0.0000475");
    }

    @Test
    void passesAnErrorOfTheProviderOnAsItIs() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("limited"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo(FakeOpenAi.LIMITED);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("0");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("X-QL-Cost-USD")).isEmpty();
    }

    @Test
    void namesTheNearestModelsAndTheProvidersThatAreOffForAnUnknownOne() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("gpt-99"));

        assertThat(answer.statusCode()).isEqualTo(404);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asString()).isEqualTo("model");
        assertThat(error.path("code").asString()).isEqualTo("model_not_found");
        assertThat(error.path("message").asString())
                .contains("gpt-99", "builtin/recipe-engine", "Off: ", "OPENAI_API_KEY is not set");
    }

    @Test
    void answers502ForAProviderThatCannotBeReached() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("lost"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("upstream_unreachable", "gone", "connection was refused")
                .doesNotContain("sk-other-secret");
    }

    @Test
    void answers504ForAProviderThatDoesNotAnswer() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("slow"));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("upstream_timeout");
    }

    @Test
    void passesAStreamOnPieceByPiece() throws Exception {
        UPSTREAM.events
                .tryEmitNext("data: {\"choices\":[{\"delta\":{\"content\":\"1\"}}]}\n\n")
                .orThrow();
        try (InputStream stream = open(streamed("large"))) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("data: {\"choices\":[{\"delta\":{\"content\":\"1\"}}]}");

            UPSTREAM.events
                    .tryEmitNext(": keep-alive\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"2\"}}]}\n\n")
                    .orThrow();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo(": keep-alive");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: {\"choices\":[{\"delta\":{\"content\":\"2\"}}]}");

            UPSTREAM.events.tryEmitNext("data: [DONE]\n\n").orThrow();
            UPSTREAM.events.tryEmitComplete().orThrow();
            assertThat(lines.lines().toList()).containsExactly("", "data: [DONE]", "");
        }
    }

    @Test
    void closesTheConnectionToTheProviderWhenTheCallerIsGone() throws Exception {
        UPSTREAM.events
                .tryEmitNext("data: {\"choices\":[{\"delta\":{\"content\":\"1\"}}]}\n\n")
                .orThrow();
        InputStream stream = open(streamed("large"));
        assertThat(stream.read()).isEqualTo('d');

        stream.close();

        assertThat(UPSTREAM.aborted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsABrokenStreamWithAnErrorEventAndWithoutDone() throws Exception {
        UPSTREAM.events
                .tryEmitNext("data: {\"choices\":[{\"delta\":{\"content\":\"1\"}}]}\n\n")
                .orThrow();
        try (InputStream stream = open(streamed("large"))) {
            UPSTREAM.events.tryEmitError(new IOException("reset")).orThrow();

            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .startsWith("data: {\"choices\":[{\"delta\":{\"content\":\"1\"}}]}")
                    .contains("\"error\"", "upstream_unreachable")
                    .doesNotContain("[DONE]");
        }
    }

    @Test
    void answersARoleFromRecipesForNothing() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", role("requirements", false));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-QL-Provider")).hasValue("builtin");
        assertThat(answer.headers().firstValue("X-QL-Cost-USD")).hasValue("0");
        JsonNode completion = JSON.readTree(answer.body());
        assertThat(completion.path("model").asString()).isEqualTo("recipe-engine@1.0.0");
        assertThat(completion
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content")
                        .asString())
                .startsWith("{\"name\":\"iban-check\"");
        assertThat(post("/v1/chat/completions", role("requirements", false)).body())
                .isEqualTo(answer.body());
    }

    @Test
    void streamsARoleFromRecipes() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", role("requirements", true));

        StringBuilder content = new StringBuilder();
        for (String line : answer.body().split("\n\n")) {
            if (!line.equals("data: [DONE]")) {
                content.append(JSON.readTree(line.substring(6))
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asString(""));
            }
        }
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(JSON.readTree(content.toString()).path("name").asString()).isEqualTo("iban-check");
    }

    @Test
    void refusesFreeChatWithTheRecipeEngine() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", chat("recipe-engine"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("recipe-engine is not a language model", "OPENAI_API_KEY", "requirements");
    }

    @Test
    void namesWhatARoleForgot() throws Exception {
        String body = role("requirements", false).replace("\\\"language\\\"", "\\\"tongue\\\"");

        HttpResponse<String> answer = post("/v1/chat/completions", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").path("param").asString())
                .isEqualTo("request.language");
    }

    @Test
    void answersBadRequestsUnderTheOpenAiPathsAsTheOpenAiApiDoes() throws Exception {
        expectError(post("/v1/chat/completions", "{\"model\":"), 400, "not JSON");
        expectError(post("/v1/chat/completions", "[]"), 400, "JSON object");
        expectError(post("/v1/chat/completions", "{\"messages\":[]}"), 400, "model is missing");
        expectError(post("/v1/chat/completions", "{\"model\":\"large\"}"), 400, "messages is missing");
        expectError(post("/v1/chat/completions", ""), 400, "body is missing");
        expectError(post("/v1/chat/completions", "{\"model\":\"" + "x".repeat(11_000_000) + "\"}"), 413, "larger");
        expectError(post("/v1/nothing", "{}"), 404, "/v1/nothing");
        expectError(
                http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()),
                415,
                "application/json");
        expectError(get("/v1/chat/completions"), 405, "GET");
        expectError(get("/v1/models/none"), 404, "none");
    }

    @Test
    void answersBadRequestsElsewhereWithProblems() throws Exception {
        HttpResponse<String> answer = get("/api/v1/llm/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void listsModelsAndProvidersWithoutAKey() throws Exception {
        JsonNode models = JSON.readTree(get("/v1/models").body());
        assertThat(models.path("object").asString()).isEqualTo("list");
        assertThat(models.path("data")
                        .valueStream()
                        .map(model -> model.path("id").asString()))
                .containsExactly(
                        "recipe-engine", "recipe-engine@1.0.0", "large", "limited", "limited-too", "slow", "lost");
        assertThat(models.path("providers_off")
                        .valueStream()
                        .map(provider -> provider.path("name").asString()))
                .contains("openai", "groq", "mistral");
        assertThat(JSON.readTree(get("/v1/models/large").body())
                        .path("owned_by")
                        .asString())
                .isEqualTo("fake");

        String providers = get("/api/v1/providers").body();
        assertThat(providers)
                .contains("\"builtin\"", "\"fake\"", "OPENAI_API_KEY is not set")
                .doesNotContain("secret");
        assertThat(get("/api/v1/llm/providers").body()).isEqualTo(providers);
        assertThat(JSON.readTree(get("/api/v1/providers/openai").body())
                        .path("state")
                        .asString())
                .isEqualTo("off");
        assertThat(get("/api/v1/providers/openai/status").body())
                .isEqualTo(get("/api/v1/providers/openai").body());
        assertThat(get("/api/v1/providers/none").statusCode()).isEqualTo(404);
    }

    @Test
    void generatesFromMessagesAndFromAPrompt() throws Exception {
        String original =
                "{\"content\":\"Hi.\",\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2,\"total_tokens\":13},"
                        + "\"model\":\"large-0125\",\"provider\":\"fake\"}";

        assertThat(post(
                                "/generate",
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"max_tokens\":50,\"provider\":\"fake\"}")
                        .body())
                .isEqualTo(original);
        assertThat(UPSTREAM.bodies.getLast())
                .isEqualTo(
                        "{\"model\":\"large\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"max_tokens\":50}");
        assertThat(post("/api/v1/llm/generate", "{\"prompt\":\"Hello\",\"system\":\"Be brief.\"}")
                        .body())
                .isEqualTo(original);
        assertThat(UPSTREAM.bodies.getLast()).contains("Be brief.");
    }

    @Test
    void answersProblemsWhereGenerateFails() throws Exception {
        expectProblem(post("/generate", "{}"), 400, "prompt");
        expectProblem(
                post("/generate", "{\"prompt\":\"x\",\"provider\":\"none\"}"), 400, "must be one of builtin, fake");
        expectProblem(post("/generate", "{\"prompt\":\"x\",\"model\":\"none\"}"), 404, "none");
        expectProblem(post("/generate", "{\"prompt\":\"x\",\"model\":\"recipe-engine\"}"), 400, "not a language model");
        expectProblem(post("/generate", "{\"prompt\":\"x\",\"model\":\"lost\"}"), 502, "gone");
        HttpResponse<String> limited = post("/generate", "{\"prompt\":\"x\",\"model\":\"limited-too\"}");
        expectProblem(limited, 429, "Slow down.");
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void countsTokensAndTimeButRecordsNoContent() throws Exception {
        assertThat(post("/v1/chat/completions", chat("large").replace("Hello", "Confidential"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(meters.get("gen_ai.client.token.usage")
                        .tag("gen_ai.provider.name", "fake")
                        .tag("gen_ai.response.model", "large-0125")
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isGreaterThanOrEqualTo(11);
        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.request.model", "large")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.getMeters().toString()).doesNotContain("Confidential");
    }

    @Test
    void isReadyWhateverItsProvidersDo() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"llm-router\"");
    }

    private static void expectError(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("message").asString()).contains(message);
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.has("param")).isTrue();
        assertThat(error.has("code")).isTrue();
    }

    private static void expectProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains(detail);
    }

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private static String streamed(String model) {
        return chat(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    private static String role(String schema, boolean stream) {
        String input = "{\"request\":{\"prompt\":\"Check whether an IBAN is valid\",\"language\":\"python\"}}";
        return JSON.createObjectNode()
                .put("model", "recipe-engine")
                .put("stream", stream)
                .<tools.jackson.databind.node.ObjectNode>set(
                        "messages",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode()
                                        .put("role", "system")
                                        .put("content", "You are an analyst."))
                                .add(JSON.createObjectNode()
                                        .put("role", "user")
                                        .put("content", "Here is the input.\n\n```json\n" + input + "\n```\n")))
                .<tools.jackson.databind.node.ObjectNode>set(
                        "response_format",
                        JSON.createObjectNode()
                                .put("type", "json_schema")
                                .set("json_schema", JSON.createObjectNode().put("name", schema)))
                .toString();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private InputStream open(String body) throws Exception {
        return http.send(request("/v1/chat/completions", body), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
