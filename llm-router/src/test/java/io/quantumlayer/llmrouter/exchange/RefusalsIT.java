package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who refuses a call says why, to the first caller as to those who come while the provider is left alone. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "quantumlayer.router.response-timeout=300ms",
            "quantumlayer.router.total-timeout=2s",
            "quantumlayer.router.retry-wait=1s"
        })
class RefusalsIT {

    private static final String SAID =
            "{\"error\":{\"message\":\"The vendor says %s sk-abcdefghijklmnopqrst.\",\"type\":\"%s\",\"code\":\"%s\"}}";
    private static final Map<String, FaultyProvider> PROVIDERS = new LinkedHashMap<>();

    @LocalServerPort
    private int port;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws IOException {
        add(
                registry,
                "key",
                call -> call.json(401, SAID.formatted("no to", "invalid_request_error", "invalid_api_key")));
        add(
                registry,
                "quota",
                call -> call.json(429, SAID.formatted("spent:", "insufficient_quota", "insufficient_quota")));
        add(
                registry,
                "limited",
                call -> call.json(429, SAID.formatted("wait,", "requests", "rate_limit_exceeded"), "Retry-After: 30"));
        add(
                registry,
                "long",
                call -> call.json(400, SAID.formatted("long:", "invalid_request_error", "context_length_exceeded")));
        add(registry, "slow", call -> {
            TimeUnit.MILLISECONDS.sleep(900);
            call.good();
        });
    }

    private static void add(DynamicPropertyRegistry registry, String name, FaultyProvider.Behaviour behaviour)
            throws IOException {
        FaultyProvider provider = new FaultyProvider(name, behaviour);
        PROVIDERS.put(name, provider);
        registry.add("quantumlayer.router.providers.%s.base-url".formatted(name), provider::baseUrl);
        registry.add("quantumlayer.router.providers.%s.api-key".formatted(name), () -> "k-" + name);
        registry.add("quantumlayer.router.providers.%s.models".formatted(name), () -> "m");
    }

    @AfterAll
    static void close() throws IOException {
        for (FaultyProvider provider : PROVIDERS.values()) {
            provider.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "key, 502, authentication, The vendor says no to, 502, authentication",
        "quota, 429, quota, The vendor says spent:, 429, quota",
        "limited, 429, rate_limit, 'The vendor says wait,', 503, rate_limit",
        "long, 400, context_length, The vendor says long:, 400, context_length"
    })
    void everyCallerIsToldWhatTheProviderSaid(
            String provider, int first, String kind, String said, int then, String thenKind) throws Exception {
        HttpResponse<String> answer = ask(provider);

        assertThat(answer.statusCode()).isEqualTo(first);
        assertThat(answer.headers().firstValue("X-QL-Error")).hasValue(kind);
        assertThat(answer.headers().firstValue("X-QL-Provider")).hasValue(provider);
        assertThat(answer.headers().firstValue("X-QL-Model")).hasValue("m");
        assertThat(answer.body()).contains(said);
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> later = ask(provider);

            assertThat(later.statusCode()).as(later.body()).isEqualTo(then);
            assertThat(later.headers().firstValue("X-QL-Error")).hasValue(thenKind);
            assertThat(later.headers().firstValue("X-QL-Provider")).hasValue(provider);
            assertThat(later.body()).contains(said);
        }
    }

    @Test
    void aCredentialThatTheProviderRepeatsIsNotShown() throws Exception {
        assertThat(ask("key").body()).contains("The vendor says no to [KEY].");
    }

    @Test
    void aCallerMayWaitLongerThanTheRouterWouldByItself() throws Exception {
        assertThat(ask("slow").statusCode()).isEqualTo(504);

        HttpResponse<String> answer = ask("slow", "X-QL-Timeout", "20");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("from slow");
    }

    @ParameterizedTest
    @CsvSource({"0", "soon", "-1", "90000", "1.5"})
    void aTimeoutThatIsNoneIsRefused(String timeout) throws Exception {
        HttpResponse<String> answer = ask("long", "X-QL-Timeout", timeout);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-QL-Timeout must be whole seconds");
    }

    private HttpResponse<String> ask(String provider, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"%s/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                                .formatted(provider)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
