package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a budget stops, and how its owner learns when it goes on. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class BudgetIT {

    @TempDir
    private static Path directory;

    private static FaultyProvider provider;

    @LocalServerPort
    private int port;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws Exception {
        provider = new FaultyProvider("vendor", FaultyProvider.Call::good);
        add(registry, "own", "openai-compatible", "mine");
        add(registry, "openai-eu", "openai", "gpt-4o");
        Path file = directory.resolve("keys.yaml");
        Files.writeString(
                file,
                "keys:\n"
                        + "  - {id: rich, owner: a, sha256: %s, budget: {usd: 5, period: day}}\n"
                                .formatted(hash("rich"))
                        + "  - {id: spent, owner: b, sha256: %s, budget: {usd: 0, period: day}}\n"
                                .formatted(hash("spent"))
                        + "  - {id: slow, owner: c, sha256: %s, rpm: 1}\n".formatted(hash("slow"))
                        + "  - {id: free, owner: d, sha256: %s}\n".formatted(hash("free")));
        registry.add("quantumlayer.router.keys.file", file::toString);
    }

    private static void add(DynamicPropertyRegistry registry, String name, String type, String model) {
        registry.add("quantumlayer.router.providers.%s.type".formatted(name), () -> type);
        registry.add("quantumlayer.router.providers.%s.base-url".formatted(name), provider::baseUrl);
        registry.add("quantumlayer.router.providers.%s.api-key".formatted(name), () -> "k");
        registry.add("quantumlayer.router.providers.%s.models".formatted(name), () -> model);
    }

    private static String hash(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterAll
    static void close() throws IOException {
        provider.close();
    }

    @Test
    void aKeyWithABudgetDoesNotReachAModelWithoutAPrice() throws Exception {
        int before = provider.calls.size();

        HttpResponse<String> answer = ask("rich", "/v1/chat/completions", "mine");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "model_not_priced",
                        "own/mine",
                        "quantumlayer.router.models-file",
                        "quantumlayer.router.refuse-unpriced=false");
        assertThat(provider.calls).hasSize(before);
        assertThat(ask("free", "/v1/chat/completions", "mine").statusCode()).isEqualTo(200);
    }

    @Test
    void aCallOnTheBudgetOfARunDoesNotReachAModelWithoutAPrice() throws Exception {
        assertThat(ask("free", "/v1/chat/completions", "mine", "X-QL-Budget", "usd")
                        .body())
                .contains("model_not_priced");
        assertThat(ask("free", "/v1/chat/completions", "gpt-4o", "X-QL-Budget", "usd")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("free", "/v1/chat/completions", "mine", "X-QL-Budget", "eur")
                        .body())
                .contains("X-QL-Budget must be usd");
    }

    @Test
    void aFurtherAccountOfAVendorIsPaidAtTheVendorsPrices() throws Exception {
        HttpResponse<String> answer = ask("rich", "/v1/chat/completions", "gpt-4o");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-QL-Cost-USD")).hasValue("0.0000275");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/v1/responses", "/generate", "/api/v1/stream"})
    void whoHasSpentABudgetIsToldWhenTheNextOneBegins(String path) throws Exception {
        HttpResponse<String> answer = ask("spent", path, "gpt-4o");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(402);
        assertThat(answer.headers().firstValue("x-budget-reset").map(Instant::parse))
                .hasValueSatisfying(reset -> assertThat(reset).isAfter(Instant.now()));
    }

    @Test
    void whoIsTooFastIsToldTheLimitAndWhenToComeBack() throws Exception {
        ask("slow", "/v1/chat/completions", "gpt-4o");

        for (String path : new String[] {"/v1/chat/completions", "/v1/messages", "/generate", "/api/v1/stream"}) {
            HttpResponse<String> answer = ask("slow", path, "gpt-4o");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
            assertThat(answer.headers().map())
                    .containsKeys(
                            "retry-after",
                            "x-ratelimit-limit-requests",
                            "x-ratelimit-remaining-requests",
                            "x-ratelimit-reset-requests");
        }
    }

    private HttpResponse<String> ask(String key, String path, String model, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(
                        path.equals("/v1/responses")
                                ? "{\"model\":\"%s\",\"input\":\"Hi\"}".formatted(model)
                                : "{\"model\":\"%s\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                                        .formatted(model)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
