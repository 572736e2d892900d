package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quantumlayer.testsupport.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@RealPostgres
class UpstreamErrorsIT {

    private static final String RENDERED = """
            {"name":"developer","version":1,"sha256":"00","messages":[{"role":"user","content":"Input"}]}
            """;

    private static final HttpServer SERVER = server();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile int status = 200;
    private static volatile String answer = "";

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

    @Test
    void readsACompletionFromTheWire() {
        status = 200;
        answer = """
                {"id":"c","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant",
                 "content":"{\\"path\\":\\"a.py\\",\\"content\\":\\"x\\"}","annotations":[]},"finish_reason":"stop","logprobs":null}],
                 "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_tokens_details":{}}}
                """;

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
    }

    private WebTestClient.ResponseSpec run() {
        return web.post()
                .uri("/api/v1/tasks")
                .bodyValue(Map.of("role", "developer", "model", "gpt-9", "inputs", List.of(Map.of("path", "a.py"))))
                .exchange();
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    boolean completion = exchange.getRequestURI().getPath().equals("/v1/chat/completions");
                    if (completion) {
                        CALLS.incrementAndGet();
                        exchange.getResponseHeaders().set("X-QL-Provider", "openai");
                        exchange.getResponseHeaders().set("X-QL-Cost-USD", "0.0125");
                    }
                    byte[] body = (completion ? answer : RENDERED).getBytes(StandardCharsets.UTF_8);
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(completion ? status : 200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
