package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@EdgeTest
class BodyLimitIT {

    private static final int MIB = 1024 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesABodyOverTheLimitAndNamesIt(boolean chunked) throws Exception {
        HttpResponse<String> answer = post("/api/v1/workflows/generate-extended", 10 * MIB, chunked);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("errors/payload-too-large")
                .contains("\"limit_bytes\":1048576")
                .contains("\"error\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesABodyOfExactlyTheLimit(boolean chunked) throws Exception {
        assertThat(post("/api/v1/workflows/generate", MIB, chunked).statusCode())
                .isEqualTo(200);
        assertThat(FakePlatform.service("workflow-api").next().bodyBytes()).isEqualTo(MIB);

        assertThat(post("/api/v1/workflows/generate", MIB + 1, chunked).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/parser/parse, parser, 5",
        "/v1/chat/completions, llm-router, 10",
        "/api/v1/llm/generate, llm-router, 10",
        "/api/v1/tasks, agent-orchestrator, 1",
        "/api/v1/prompts/generate, meta-prompt-engine, 1"
    })
    void hasALimitOfItsOwnForARoute(String path, String service, int mebibytes) throws Exception {
        assertThat(post(path, mebibytes * MIB, true).statusCode()).isEqualTo(200);
        assertThat(FakePlatform.service(service).next().bodyBytes()).isEqualTo((long) mebibytes * MIB);

        assertThat(post(path, mebibytes * MIB + 1, true).statusCode()).isEqualTo(413);
    }

    @Test
    void aClientThatSendsTooMuchIsNoFaultOfTheService() throws Exception {
        for (int round = 0; round < 6; round++) {
            assertThat(post("/api/v1/prompts/generate", 3 * MIB, true).statusCode())
                    .isEqualTo(413);
        }

        assertThat(smallOnANewConnection("/api/v1/prompts/generate")).isEqualTo(200);
    }

    @Test
    void newConnectionsAreAnsweredAfterRefusedBodies() throws Exception {
        for (int round = 0; round < 5; round++) {
            assertThat(post("/api/v1/workflows/generate", 3 * MIB, round % 2 == 0)
                            .statusCode())
                    .isEqualTo(413);
            assertThat(smallOnANewConnection("/api/v1/workflows/generate")).isEqualTo(200);
        }
    }

    @Test
    void answersExpectContinueItself() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/workflows/generate"))
                .version(HttpClient.Version.HTTP_1_1)
                .expectContinue(true)
                .POST(BodyPublishers.ofString("{}"))
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        FakeService.Seen seen = FakePlatform.service("workflow-api").next();
        assertThat(seen.headers().contains("Expect")).isFalse();
        assertThat(seen.bodyBytes()).isEqualTo(2);
    }

    private int smallOnANewConnection(String path) throws Exception {
        try (HttpClient another = HttpClient.newHttpClient()) {
            HttpRequest small = HttpRequest.newBuilder(uri(path))
                    .version(HttpClient.Version.HTTP_1_1)
                    .timeout(Duration.ofSeconds(20))
                    .POST(BodyPublishers.ofByteArray(new byte[10]))
                    .build();
            return another.send(small, BodyHandlers.ofString()).statusCode();
        }
    }

    private HttpResponse<String> post(String path, int bytes, boolean chunked) throws Exception {
        byte[] body = new byte[bytes];
        BodyPublisher publisher = chunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .POST(publisher)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
