package io.quantumlayer.llmrouter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's own form beside {@code /generate}: whole, piece by piece, and estimated. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class PlatformFormIT {

    private static final FakeOpenAi UPSTREAM = new FakeOpenAi();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHUNK =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"large\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) {
        registry.add("quantumlayer.router.providers.fake.base-url", UPSTREAM::baseUrl);
        registry.add("quantumlayer.router.providers.fake.models", () -> "large,limited");
        registry.add("quantumlayer.router.providers.fake.prices.large.input", () -> "2.50");
        registry.add("quantumlayer.router.providers.fake.prices.large.output", () -> "10");
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
    void completesAPromptAsAChatCompletion() throws Exception {
        HttpResponse<String> answer =
                post("/api/v1/complete", "{\"prompt\":\"Hello\",\"provider\":\"fake\",\"max_tokens\":20}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(FakeOpenAi.ANSWER));
        assertThat(answer.headers().firstValue("X-QL-Provider")).hasValue("fake");
        assertThat(JSON.readTree(UPSTREAM.bodies.getFirst()).path("max_tokens").asInt())
                .isEqualTo(20);
    }

    @Test
    void streamsMessagesAndThenTheTokens() throws Exception {
        UPSTREAM.events.tryEmitNext(CHUNK.formatted("Hel"));
        UPSTREAM.events.tryEmitNext(CHUNK.formatted("lo"));
        UPSTREAM.events.tryEmitNext(
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"large-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}}\n\ndata: [DONE]\n\n");
        UPSTREAM.events.tryEmitComplete();

        HttpResponse<String> answer = post("/api/v1/stream", "{\"prompt\":\"Hello\",\"model\":\"large\"}");

        assertThat(answer.body().replaceAll("\\s*\n\\s*", "\n").strip()).isEqualTo("""
                        event:message
                        data:{"content":"Hel"}
                        event:message
                        data:{"content":"lo"}
                        event:done
                        data:{"model":"large-1","provider":"fake","usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}""");
    }

    @Test
    void endsABrokenStreamWithAnErrorEventAndWithoutDone() throws Exception {
        UPSTREAM.events.tryEmitNext(CHUNK.formatted("Hel"));
        UPSTREAM.events.tryEmitComplete();

        String events = post("/api/v1/stream", "{\"prompt\":\"Hello\",\"model\":\"large\"}")
                .body();

        assertThat(events)
                .contains("event:message", "event:error", "upstream_unreachable")
                .doesNotContain("event:done");
    }

    @Test
    void answersAProblemWhereAStreamCannotBegin() throws Exception {
        HttpResponse<String> answer = post("/api/v1/stream", "{\"prompt\":\"Hello\",\"model\":\"none\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("detail").asString()).contains("none");
        assertThat(post("/api/v1/stream", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void estimatesTokensAndPriceWithoutAskingAnyone() throws Exception {
        JsonNode estimate = JSON.readTree(post(
                        "/api/v1/estimate",
                        "{\"prompt\":\"The quick brown fox jumps over the lazy dog.\",\"model\":\"large\",\"max_tokens\":100}")
                .body());

        assertThat(UPSTREAM.bodies).isEmpty();
        assertThat(estimate.path("provider").asString()).isEqualTo("fake");
        assertThat(estimate.path("prompt_tokens").asInt()).isBetween(10, 20);
        assertThat(estimate.path("max_completion_tokens").asInt()).isEqualTo(100);
        assertThat(estimate.path("max_cost_usd").asDouble())
                .isEqualTo((estimate.path("prompt_tokens").asInt() * 2.5 + 1000) / 1e6);
        assertThat(JSON.readTree(post("/api/v1/estimate", "{\"prompt\":\"x\",\"model\":\"limited\"}")
                                .body())
                        .hasNonNull("max_cost_usd"))
                .isFalse();
    }

    @Test
    void countsTokensItselfWhereTheProviderCannot() throws Exception {
        HttpResponse<String> answer = post(
                "/v1/messages/count_tokens",
                "{\"model\":\"large\",\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":\"The quick brown fox jumps over the lazy dog.\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("input_tokens").asInt()).isBetween(14, 22);
        assertThat(answer.headers().firstValue("X-QL-Estimated")).hasValue("true");
        assertThat(UPSTREAM.bodies).isEmpty();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
