package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quantumlayer.testsupport.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@RealPostgres
class UpstreamErrorsIT {

    private static final String RENDERED = """
            {"name":"developer","version":1,"sha256":"00","messages":[{"role":"user","content":"Input"}]}
            """;

    private static final String VALID = """
            {"id":"c","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant",
             "content":"{\\"path\\":\\"a.py\\",\\"content\\":\\"x\\"}","annotations":[]},"finish_reason":"stop","logprobs":null}],
             "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_tokens_details":{}}}
            """;

    private static final String LIMITED =
            "{\"error\":{\"message\":\"Rate limit reached.\",\"code\":\"rate_limit_exceeded\"}}";

    private static final HttpServer SERVER = server();
    private static final Deque<Long> TAKEN = new ArrayDeque<>();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile int status = 200;
    private static volatile String answer = "";
    private static final Map<String, String> HEADERS = new ConcurrentHashMap<>();
    private static volatile int window;
    private static volatile String patience;
    private static final AtomicInteger REFUSED = new AtomicInteger();

    @LocalServerPort
    private int port;

    private WebTestClient web;

    @DynamicPropertySource
    static void urls(DynamicPropertyRegistry registry) {
        String url = "http://127.0.0.1:" + SERVER.getAddress().getPort();
        registry.add("LLM_ROUTER_URL", () -> url);
        registry.add("META_PROMPT_ENGINE_URL", () -> url);
    }

    @AfterAll
    static void stop() {
        SERVER.stop(0);
    }

    @BeforeEach
    void connect() {
        CALLS.set(0);
        REFUSED.set(0);
        HEADERS.clear();
        window = 0;
        web = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void passesOnTheRoutersClientErrorWithItsDetailWithoutARetry() {
        status = 404;
        answer = "{\"error\":{\"message\":\"No provider has the model gpt-9.\",\"code\":\"model_not_found\"}}";

        run().expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("No provider has the model gpt-9.");
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void answersTheRoutersServerErrorWith502WithoutARetry() {
        status = 500;
        answer = "{\"error\":{\"message\":\"boom\"}}";

        run().expectStatus().isEqualTo(502).expectBody().jsonPath("$.detail").isEqualTo("llm-router: boom");
        assertThat(CALLS).hasValue(1);
    }

    /** What ends at once in the provider's words, and what may pass. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | authentication | upstream_credentials_refused | 424 | model-credential-refused",
                "502 | authentication | upstream_credentials_refused | 424 | model-credential-refused",
                "502 | permission | upstream_credentials_refused | 424 | model-credential-refused",
                "502 | | upstream_credentials_refused | 424 | model-credential-refused",
                "429 | quota | insufficient_quota | 402 | model-quota-used-up",
                "402 | quota | billing | 402 | model-quota-used-up",
                "429 | | insufficient_quota | 402 | model-quota-used-up",
                "404 | not_found | model_not_found | 404 | not-found",
                "400 | bad_request | unsupported_parameter | 400 | invalid-request",
                "400 | content_filter | content_filter | 400 | invalid-request",
                "400 | context_length | context_length_exceeded | 400 | prompt-too-long",
                "504 | timeout | upstream_timeout | 504 | timed-out",
                "502 | unreachable | upstream_unreachable | 502 | upstream-failed",
                "500 | server | | 502 | upstream-failed",
                "401 | | invalid_api_key | 401 | unauthorized"
            })
    void saysOfEachFailureWhoWasAskedInWhoseWordsAndWhatToDo(
            int routers, String kind, String code, int expected, String type) {
        status = routers;
        answer = JsonMapper.shared()
                .writeValueAsString(
                        Map.of("error", Map.of("message", "The vendor's sentence.", "code", code == null ? "" : code)));
        HEADERS.put("X-QL-Model", "gpt-9-turbo");
        if (kind != null) {
            HEADERS.put("X-QL-Error", kind);
        }

        run().expectStatus()
                .isEqualTo(expected)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/" + type)
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).endsWith("The vendor's sentence."))
                .jsonPath("$.role")
                .isEqualTo("developer")
                .jsonPath("$.model")
                .isEqualTo("gpt-9-turbo")
                .jsonPath("$.provider")
                .isEqualTo("openai")
                .jsonPath("$.remedy")
                .isNotEmpty();
        assertThat(CALLS).hasValue(1);
    }

    /** Three calls in two seconds, for twelve files. */
    @Test
    void waitsARateLimitOutAndPaysForEachFileOnce() {
        status = 200;
        answer = VALID;
        window = 3;
        List<Map<String, String>> files =
                IntStream.range(0, 12).mapToObj(i -> Map.of("path", "f" + i)).toList();

        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(Map.of("role", "developer", "pattern", "fan-out", "model", "slow", "inputs", files))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.answers.length()")
                .isEqualTo(12)
                .jsonPath("$.usage.calls")
                .isEqualTo(12);
        assertThat(CALLS.get() - REFUSED.get()).isEqualTo(12);
        assertThat(REFUSED).hasValueLessThan(15);
    }

    @Test
    void answersAnInputOfTheSameStepFromTheStoreUnderWhateverTask() {
        status = 200;
        answer = VALID;
        String context = "run-" + UUID.randomUUID();
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("role", "developer");
        task.put("model", "gpt-9");
        task.put("context_id", context);
        task.put("scope", "write_code:0");
        task.put("inputs", List.of(Map.of("path", "a.py")));
        for (int i = 0; i < 3; i++) {
            task.put("id", context + ":" + i);
            web.post()
                    .uri("/api/v1/tasks")
                    .bodyValue(task)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.usage.calls")
                    .isEqualTo(1);
        }
        assertThat(CALLS).hasValue(1);

        task.put("id", context + ":again");
        task.put("scope", "write_code:1");
        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(task)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(CALLS).hasValue(2);
    }

    @Test
    void readsACompletionFromTheWire() {
        status = 200;
        answer = VALID;

        run().expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.answers[0].provenance.model")
                .isEqualTo("m-1")
                .jsonPath("$.answers[0].provenance.provider")
                .isEqualTo("openai")
                .jsonPath("$.usage.cost_usd")
                .isEqualTo(0.0125)
                .jsonPath("$.usage.prompt_tokens")
                .isEqualTo(3);
        assertThat(patience).as("seconds that the role waits").isEqualTo("600");
    }

    private WebTestClient.ResponseSpec run() {
        return web.post()
                .uri("/api/v1/tasks")
                .bodyValue(Map.of("role", "developer", "model", "gpt-9", "inputs", List.of(Map.of("path", "a.py"))))
                .exchange();
    }

    /** Whether more calls have come within two seconds than the window takes. */
    private static synchronized boolean limited() {
        long now = System.nanoTime();
        TAKEN.removeIf(at -> now - at > 2_000_000_000L);
        if (window == 0 || TAKEN.size() < window) {
            TAKEN.add(now);
            return false;
        }
        REFUSED.incrementAndGet();
        return true;
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    boolean completion = exchange.getRequestURI().getPath().equals("/v1/chat/completions");
                    if (completion) {
                        CALLS.incrementAndGet();
                        patience = exchange.getRequestHeaders().getFirst("X-QL-Timeout");
                        exchange.getResponseHeaders().set("X-QL-Provider", "openai");
                        exchange.getResponseHeaders().set("X-QL-Cost-USD", "0.0125");
                    }
                    boolean limited = completion && limited();
                    byte[] body = (limited ? LIMITED : completion ? answer : RENDERED).getBytes(StandardCharsets.UTF_8);
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    HEADERS.forEach(exchange.getResponseHeaders()::set);
                    if (limited) {
                        exchange.getResponseHeaders().set("Retry-After", "2");
                    }
                    exchange.sendResponseHeaders(limited ? 429 : completion ? status : 200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
