package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.exchange.FaultyProvider.Behaviour;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Sixteen ways in which a provider fails, on both protocols, streamed and not, over sockets. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.connect-timeout=500ms"})
class FaultsIT {

    private static final Leaks LEAKS = new Leaks();
    private static final String BROKEN = "broken";
    private static final Map<String, Behaviour> FAULTS = new LinkedHashMap<>();
    private static final Map<String, FaultyProvider> PROVIDERS = new LinkedHashMap<>();
    private static final List<AutoCloseable> RESOURCES = new ArrayList<>();

    static {
        FAULTS.put("429-retry-after", call -> {
            if (call.number() == 1) {
                call.error(429, "rate_limit_error", "rate_limit_exceeded", "Retry-After: 1");
            } else {
                call.good();
            }
        });
        FAULTS.put("429-quota", call -> call.error(429, "insufficient_quota", "insufficient_quota", "Retry-After: 1"));
        FAULTS.put("one-500", call -> {
            if (call.number() == 1) {
                call.error(500, "server_error", "server_error");
            } else {
                call.good();
            }
        });
        FAULTS.put("503", call -> call.error(503, "overloaded_error", "overloaded"));
        FAULTS.put("hanging-headers", FaultyProvider.Call::hang);
        FAULTS.put("slow-first-token", call -> {
            if (call.stream()) {
                call.begin();
            } else {
                call.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n");
            }
            call.hang();
        });
        FAULTS.put("cut", call -> {
            if (call.stream()) {
                call.begin();
                call.text(BROKEN);
                TimeUnit.MILLISECONDS.sleep(100);
            } else {
                call.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":");
            }
            call.close();
        });
        FAULTS.put("stalled", call -> {
            if (call.stream()) {
                call.begin();
                call.text(BROKEN);
            } else {
                call.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":");
            }
            call.hang();
        });
        FAULTS.put("malformed", call -> {
            if (call.stream()) {
                call.begin();
                call.chunk("data: {\"choices\":[{\n\n");
                call.end();
            } else {
                call.json(200, "{\"id\":\"c1\",\"choices\":[");
            }
        });
        FAULTS.put("truncated", call -> {
            if (call.stream()) {
                call.begin();
                call.text(BROKEN);
                call.end();
            } else {
                call.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n"
                        + FaultyProvider.OPENAI.formatted(BROKEN));
                call.close();
            }
        });
        FAULTS.put("content-filter", call -> call.error(400, "invalid_request_error", "content_policy_violation"));
        FAULTS.put("context-length", call -> call.error(400, "invalid_request_error", "context_length_exceeded"));
        FAULTS.put("trickle", call -> {
            if (call.stream()) {
                call.begin();
            } else {
                call.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{");
            }
            while (true) {
                TimeUnit.MILLISECONDS.sleep(200);
                if (call.stream()) {
                    call.text(BROKEN);
                } else {
                    call.raw(" ");
                }
            }
        });
        FAULTS.put("abort", call -> {
            if (call.stream()) {
                call.begin();
                call.text(BROKEN);
            }
            call.hang();
        });
        FAULTS.put("good", FaultyProvider.Call::good);
    }

    @LocalServerPort
    private int port;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws IOException {
        Map<String, String> urls = new LinkedHashMap<>();
        for (String protocol : List.of("openai", "anthropic")) {
            for (boolean stream : new boolean[] {false, true}) {
                for (Map.Entry<String, Behaviour> fault : FAULTS.entrySet()) {
                    String name = name(fault.getKey(), protocol, stream);
                    FaultyProvider provider = new FaultyProvider(fault.getKey(), fault.getValue());
                    PROVIDERS.put(name, provider);
                    RESOURCES.add(provider);
                    urls.put(name, provider.baseUrl());
                }
                urls.put(name("refused", protocol, stream), "http://127.0.0.1:1/v1");
                urls.put(name("hanging-connect", protocol, stream), "http://127.0.0.1:%d/v1".formatted(deafPort()));
            }
        }
        StringBuilder routes = new StringBuilder("routes:\n");
        urls.forEach((name, url) -> {
            String protocol = name.contains("anthropic") ? "anthropic" : "openai";
            registry.add("quantumlayer.router.providers.%s.base-url".formatted(name), () -> url);
            registry.add("quantumlayer.router.providers.%s.type".formatted(name), () -> protocol);
            registry.add("quantumlayer.router.providers.%s.models".formatted(name), () -> "m");
            boolean alone = name.startsWith("429-retry") || name.startsWith("one-500");
            String good = name("good", protocol, name.endsWith("stream"));
            routes.append("""
                      - model: %s
                        timeouts: {first-byte: 800ms, idle: 600ms, total: 4s}
                        targets:
                          - {provider: %s, model: m, order: 0}
                    """.formatted(name, name));
            if (!alone && !name.equals(good)) {
                routes.append("      - {provider: %s, model: m, order: 1}%n".formatted(good));
            }
        });
        Path file = Files.createTempFile("routes", ".yaml");
        Files.writeString(file, routes);
        RESOURCES.add(() -> Files.delete(file));
        registry.add("quantumlayer.router.routes-file", file::toString);
    }

    private static String name(String fault, String protocol, boolean stream) {
        return fault + "-" + protocol + (stream ? "-stream" : "");
    }

    /** A port whose queue is full: what connects there waits. */
    private static int deafPort() throws IOException {
        ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RESOURCES.add(deaf);
        for (int i = 0; i < 3; i++) {
            Socket waiting = new Socket();
            RESOURCES.add(waiting);
            try {
                waiting.connect(deaf.getLocalSocketAddress(), 100);
            } catch (IOException full) {
                break;
            }
        }
        return deaf.getLocalPort();
    }

    @AfterAll
    static void close() throws Exception {
        try (LEAKS) {
            assertThat(LEAKS.found()).isEmpty();
        }
        for (AutoCloseable resource : RESOURCES) {
            resource.close();
        }
    }

    static List<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        for (String protocol : List.of("openai", "anthropic")) {
            for (boolean stream : new boolean[] {false, true}) {
                ways.add(Arguments.of(protocol, stream));
            }
        }
        return ways;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void waitsAsLongAsTheProviderAsks(String protocol, boolean stream) throws Exception {
        HttpResponse<String> answer = ask("429-retry-after", protocol, stream);

        expectComplete(answer, protocol, stream, "429-retry-after");
        List<Long> calls = PROVIDERS.get(name("429-retry-after", protocol, stream)).calls;
        assertThat(calls).hasSize(2);
        assertThat(Duration.ofNanos(calls.get(1) - calls.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(answer.headers().firstValue("X-QL-Attempts").orElseThrow())
                .startsWith("2; ")
                .contains("429");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void neverAsksAnAccountAgainThatHasRunOut(String protocol, boolean stream) throws Exception {
        expectComplete(ask("429-quota", protocol, stream), protocol, stream, "good");
        expectComplete(ask("429-quota", protocol, stream), protocol, stream, "good");

        assertThat(PROVIDERS.get(name("429-quota", protocol, stream)).calls).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void asksAgainAfterOneServerError(String protocol, boolean stream) throws Exception {
        expectComplete(ask("one-500", protocol, stream), protocol, stream, "one-500");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void fallsBackBeforeAnythingHasGoneToTheClient(String protocol, boolean stream) throws Exception {
        for (String fault :
                List.of("503", "refused", "hanging-connect", "hanging-headers", "slow-first-token", "malformed")) {
            expectComplete(ask(fault, protocol, stream), protocol, stream, "good");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void neverPassesABrokenAnswerOffAsAComplete(String protocol, boolean stream) throws Exception {
        for (String fault : List.of("cut", "stalled", "truncated", "trickle")) {
            HttpResponse<String> answer = ask(fault, protocol, stream);
            if (stream) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body())
                        .as(fault)
                        .contains(BROKEN, "\"error\"")
                        .doesNotContain("[DONE]", "message_stop", "from good");
            } else {
                expectComplete(answer, protocol, false, "good");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void takesARefusalForAnAnswer(String protocol, boolean stream) throws Exception {
        for (String fault : List.of("content-filter", "context-length")) {
            HttpResponse<String> answer = ask(fault, protocol, stream);
            assertThat(answer.statusCode()).as(fault).isEqualTo(400);
            assertThat(answer.body()).contains(fault.equals("content-filter") ? "content_policy" : "context_length");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void leavesTheProviderAtOnceWhenTheClientLeaves(String protocol, boolean stream) throws Exception {
        FaultyProvider provider = PROVIDERS.get(name("abort", protocol, stream));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String body = body("abort", protocol, stream);
            client.getOutputStream()
                    .write(
                            ("POST %s HTTP/1.1\r\nHost: localhost\r\nanthropic-version: 2023-06-01\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                            .formatted(path(protocol), body.length(), body))
                                    .getBytes());
            if (stream) {
                InputStream in = client.getInputStream();
                assertThat(in.read()).isPositive();
            } else {
                while (provider.calls.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
        }
        long closed = System.nanoTime();

        assertThat(provider.left.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(1));
    }

    private static void expectComplete(HttpResponse<String> answer, String protocol, boolean stream, String from) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("from " + from).doesNotContain(BROKEN);
        if (stream) {
            assertThat(answer.body())
                    .endsWith(
                            protocol.equals("openai")
                                    ? "data: [DONE]\n\n"
                                    : "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        }
    }

    private HttpResponse<String> ask(String fault, String protocol, boolean stream) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path(protocol)))
                        .header("Content-Type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body(fault, protocol, stream)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String path(String protocol) {
        return protocol.equals("openai") ? "/v1/chat/completions" : "/v1/messages";
    }

    private static String body(String fault, String protocol, boolean stream) {
        return "{\"model\":\"%s\",\"max_tokens\":50,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .formatted(name(fault, protocol, stream), stream);
    }
}
