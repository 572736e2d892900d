package io.quantumlayer.metaprompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.testsupport.RealPostgres;
import io.quantumlayer.testsupport.SilentServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A model that rewrites the prompt is slow, or refuses. */
@Timeout(120)
class RewriteIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"management.server.port=0", "QL_ROLE_LIMITS=[{model: hasty, timeout: 1s}]"})
    @RealPostgres
    class OfARouterThatNeverAnswers {

        private static final SilentServer ROUTER = new SilentServer();

        @LocalServerPort
        private int port;

        @DynamicPropertySource
        static void urls(DynamicPropertyRegistry registry) {
            registry.add("LLM_ROUTER_URL", ROUTER::url);
        }

        @AfterAll
        static void stop() throws IOException {
            ROUTER.close();
        }

        @Test
        void theCallEndsWithItsTimeLimitAndSaysWhatHelps() {
            HttpResponse<String> answer = enhance(port, "hasty").join();

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(object(answer.body()).get("detail"))
                    .isEqualTo("The model 'hasty' did not answer the role 'enhancer' within 1s.");
            assertThat(object(answer.body()).get("remedy").toString()).contains("QL_ROLE_LIMITS");
            await().atMost(PATIENCE).until(() -> ROUTER.open() == 0);
        }

        @Test
        void theCallEndsWithItsClient() {
            CompletableFuture<?> call = enhance(port, "patient");
            await().atMost(PATIENCE).until(() -> ROUTER.open() == 1);

            call.cancel(true);

            await().atMost(PATIENCE).until(() -> ROUTER.open() == 0);
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = {"management.server.port=0", "QL_ROLE_LIMITS=[{model: local/*, timeout: 2h}]"})
    @RealPostgres
    class OfARouterThatRefuses {

        private static final HttpServer ROUTER = router();
        private static volatile String seconds = "";
        private static volatile String asked = "";

        @LocalServerPort
        private int port;

        @DynamicPropertySource
        static void urls(DynamicPropertyRegistry registry) {
            registry.add(
                    "LLM_ROUTER_URL",
                    () -> "http://127.0.0.1:" + ROUTER.getAddress().getPort());
        }

        @AfterAll
        static void stop() {
            ROUTER.stop(0);
        }

        @Test
        void theErrorHasTheVendorsWordsAndARemedy() {
            HttpResponse<String> answer = enhance(port, "local/slow").join();

            assertThat(answer.statusCode()).isEqualTo(424);
            assertThat(object(answer.body()))
                    .containsEntry("detail", "Incorrect API key provided.")
                    .containsEntry("provider", "openai")
                    .containsKey("remedy");
        }

        @Test
        void theRouterIsToldTheTimeAndNoLimitOfTheAnswer() {
            enhance(port, "local/slow").join();

            assertThat(seconds).isEqualTo("7200");
            assertThat(object(asked)).containsOnlyKeys("model", "messages");
        }

        private static HttpServer router() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    seconds = exchange.getRequestHeaders().getFirst(RouterClient.TIMEOUT_HEADER);
                    asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    byte[] body = """
                            {"error":{"message":"Incorrect API key provided.","code":"upstream_credentials_refused"}}""".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.getResponseHeaders().set(RouterClient.PROVIDER_HEADER, "openai");
                    exchange.getResponseHeaders().set(RouterClient.ERROR_HEADER, "authentication");
                    exchange.sendResponseHeaders(502, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                server.start();
                return server;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> enhance(int port, String model) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/enhance"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JsonMapper.shared()
                                .writeValueAsString(Map.of("original_prompt", "Sort a list", "model", model))))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, Object> object(String json) {
        return JsonMapper.shared().readValue(json, new TypeReference<>() {});
    }
}
