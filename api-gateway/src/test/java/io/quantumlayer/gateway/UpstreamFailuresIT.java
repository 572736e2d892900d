package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Each service fails in a way of its own, so that the circuit breakers do not touch each other's tests. */
@EdgeTest
@TestPropertySource(
        properties = {
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=400ms",
            "quantumlayer.gateway.breaker-pause=1s"
        })
@TestMethodOrder(MethodOrderer.MethodName.class)
class UpstreamFailuresIT {

    private static final BreakingService BREAKING = new BreakingService();
    private static final int CLOSED_PORT = closedPort();

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("spring.http.serviceclient.parser.base-url", () -> "http://127.0.0.1:" + CLOSED_PORT);
        registry.add("spring.http.serviceclient.agent-orchestrator.base-url", BREAKING::url);
    }

    @AfterAll
    static void close() throws IOException {
        BREAKING.socket.close();
    }

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @Test
    void saysThatAServiceCannotBeReached() {
        client.post()
                .uri("/api/v1/parser/parse")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("parser")
                .jsonPath("$.detail")
                .isEqualTo("parser cannot be reached; try again in a few seconds.");
    }

    @Test
    void saysThatAServiceIsTooSlow() {
        FakePlatform.service("workflow-api")
                .on(
                        "/api/v1/workflows/slow",
                        (request, response) -> Mono.delay(Duration.ofSeconds(5)).then());

        client.get()
                .uri("/api/v1/workflows/slow")
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/timed-out")
                .jsonPath("$.service")
                .isEqualTo("workflow-api");
    }

    @Test
    void saysThatAServiceBrokeOffBeforeItAnswered() {
        BREAKING.answer = "";

        client.get()
                .uri("/api/v1/agents")
                .exchange()
                .expectStatus()
                .isEqualTo(502)
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("agent-orchestrator");
    }

    @Test
    void leavesNoHeadersOfAnAnswerThatBrokeOffBeforeItsBody() {
        BREAKING.answer = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\nContent-Encoding: gzip\r\nX-Theirs: 1\r\n\r\n";

        client.get()
                .uri("/api/v1/agents")
                .exchange()
                .expectStatus()
                .isEqualTo(502)
                .expectHeader()
                .doesNotExist("Content-Encoding")
                .expectHeader()
                .doesNotExist("X-Theirs")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void doesNotPretendThatATruncatedAnswerIsComplete() throws IOException {
        BREAKING.answer = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nthe first words";

        String raw = RawClient.exchange(port, "GET /api/v1/agents HTTP/1.1\nHost: localhost\nConnection: close\n\n");

        assertThat(raw).doesNotEndWith("0\r\n\r\n");
        assertThat(raw.contains("HTTP/1.1 502") || raw.contains("Content-Length: 500"))
                .as(raw)
                .isTrue();
    }

    @Test
    void doesNotCutAModelThatThinks() {
        FakePlatform.service("llm-router")
                .on(
                        "/v1/chat/completions",
                        (request, response) -> Mono.delay(Duration.ofMillis(1500))
                                .then(response.sendString(Mono.just("thought")).then()));

        client.post()
                .uri("/v1/chat/completions")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("thought");
    }

    @Test
    void letsManyModelsThinkAtOnce() {
        FakePlatform.service("llm-router")
                .on(
                        "/v1/messages",
                        (request, response) -> Mono.delay(Duration.ofSeconds(1))
                                .then(response.sendString(Mono.just("thought")).then()));
        WebClient many = WebClient.create("http://127.0.0.1:" + port);

        List<Integer> statuses = Flux.range(0, 60)
                .flatMap(
                        call -> many.post()
                                .uri("/v1/messages")
                                .exchangeToMono(answer -> answer.releaseBody()
                                        .thenReturn(answer.statusCode().value())),
                        60)
                .collectList()
                .block(Duration.ofSeconds(15));

        assertThat(statuses).hasSize(60).containsOnly(200);
    }

    @Test
    void doesNotCutAnAnswerThatHasBegun() {
        FakePlatform.service("quantumdrop")
                .on(
                        "/api/v1/runs/long",
                        (request, response) -> response.sendString(
                                Flux.interval(Duration.ofMillis(100)).take(10).map(Object::toString),
                                StandardCharsets.UTF_8));

        client.get()
                .uri("/api/v1/runs/long")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("0123456789");
    }

    @Test
    void aClientThatStopsSendingIsNoFaultOfTheService() throws Exception {
        for (int round = 0; round < 6; round++) {
            assertThat(stalledPost()).startsWith("HTTP/1.1 408").contains("application/problem+json");
        }

        client.get().uri("/api/v1/workflows").exchange().expectStatus().isOk();
    }

    @Test
    void zLeavesAServiceAloneThatFailedOftenAndComesBackToIt() throws Exception {
        AtomicBoolean slow = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        FakePlatform.service("quantumdrop").on("/api/v1/runs/sick", (request, response) -> {
            asked.incrementAndGet();
            return slow.get()
                    ? Mono.delay(Duration.ofSeconds(5)).then()
                    : response.sendString(Mono.just("well")).then();
        });

        int status = 504;
        for (int round = 0; round < 40 && status == 504; round++) {
            status = sick();
        }
        assertThat(status).as("after many failures").isEqualTo(503);
        int before = asked.get();
        client.get()
                .uri("/api/v1/runs/sick")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("quantumdrop")
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/unavailable");
        assertThat(asked.get()).as("not asked while the breaker is open").isEqualTo(before);
        client.get().uri("/v1/models").exchange().expectStatus().isOk();

        slow.set(false);
        Thread.sleep(1200);
        assertThat(sick()).isEqualTo(200);
    }

    private int sick() {
        return client.get()
                .uri("/api/v1/runs/sick")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private String stalledPost() throws IOException {
        return RawClient.exchange(
                port,
                "POST /api/v1/workflows/generate HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 100\n\n{");
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the same bytes to everybody and hangs up. */
    private static final class BreakingService {

        private final ServerSocket socket;
        private volatile String answer = "";

        BreakingService() {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(this::serve);
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read(new byte[8192]);
                    OutputStream out = connection.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                } catch (IOException e) {
                    // The next connection is a new chance; a closed socket ends the loop.
                }
            }
        }
    }
}
