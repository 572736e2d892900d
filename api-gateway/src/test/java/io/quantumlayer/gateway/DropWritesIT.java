package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.platform.identity.IdentityTokens;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** No write of QuantumDrop passes the edge but those of a run's owner. */
@EdgeTest
class DropWritesIT {

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /api/v1/drops                          | GET, HEAD
            POST   | /api/v1/drops/                         | GET, HEAD
            POST   | /api/v1/drops;x=1                      | GET, HEAD
            POST   | /api/v1/%64rops                        | GET, HEAD
            POST   | /api/v1/drops?_method=GET              | GET, HEAD
            POST   | /api/v1/drops/batch                    | DELETE, GET, HEAD
            POST   | /api/v1/drops/batch/x                  | GET, HEAD
            PUT    | /api/v1/drops/d                        | DELETE, GET, HEAD
            PATCH  | /api/v1/drops/d                        | DELETE, GET, HEAD
            DELETE | /api/v1/drops                          | GET, HEAD
            DELETE | /api/v1/drops/d/contents               | GET, HEAD
            PUT    | /api/v1/runs/a                         | GET, HEAD
            POST   | /api/v1/runs/a                         | GET, HEAD
            DELETE | /api/v1/runs/a                         | GET, HEAD
            POST   | /api/v1/workflows/a/events             | GET, HEAD
            POST   | /api/v1/workflows/a/events/            | GET, HEAD
            PUT    | /api/v1/workflows/a/files/x.py         | GET, HEAD
            POST   | /api/v1/workflows/a/download           | GET, HEAD
            POST   | /api/v1/workflows/a/drops              | GET, HEAD
            DELETE | /api/v1/workflows/a/drops/frd          | GET, HEAD
            POST   | /api/v1/workflows/a/summary            | GET, HEAD
            GET    | /api/v1/workflows/a/rollback/d         | POST
            PUT    | /api/v1/workflows/a/rollback/d         | POST
            POST   | /api/v1/workflows/a/rollback           | POST
            POST   | /git/a.git/git-receive-pack            | GET, HEAD
            OPTIONS| /api/v1/drops                          | GET, HEAD
            TRACE  | /api/v1/drops                          | GET, HEAD
            """)
    void refusesEveryOtherMethodAndSaysWhichThereAre(String method, String path, String allowed) throws Exception {
        String answer = RawClient.exchange(port, """
                %s %s HTTP/1.1
                Host: localhost
                X-HTTP-Method-Override: GET
                X-QL-Service-Token: forged
                Connection: close
                Content-Type: application/json
                Content-Length: 2

                {}""".formatted(method, path));

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("application/problem+json", "method-not-allowed");
        assertThat(answer.lines().filter(line -> line.regionMatches(true, 0, "Allow:", 0, 6)))
                .singleElement()
                .satisfies(line -> assertThat(line.substring(6).strip().split(","))
                        .containsExactlyInAnyOrder(allowed.split(", ")));
        assertThat(FakePlatform.service("quantumdrop").untouched()).isTrue();
        assertThat(FakePlatform.service("workflow-api").untouched()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"POST, /API/v1/drops", "POST, /api/v1//drops", "POST, /api/v1/drops%2Fbatch", "POST, /drops"})
    void knowsNoOtherSpellingOfThePaths(String method, String path) throws Exception {
        String answer = RawClient.exchange(
                port,
                "%s %s HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\n\n".formatted(method, path));

        assertThat(answer).containsPattern("^HTTP/1.1 (400|404|405) ");
        assertThat(FakePlatform.service("quantumdrop").untouched()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/workflows/a/rollback/d",
        "DELETE, /api/v1/drops/d",
        "HEAD, /api/v1/drops/d",
        "HEAD, /api/v1/workflows/a/files/x.py",
    })
    void signsForTheCallerWhatTheOwnerMayDoInModeOpenToo(String method, String path) throws Exception {
        client.method(HttpMethod.valueOf(method))
                .uri(path)
                .header("X-QL-Identity", "forged")
                .header("X-QL-Service-Token", "forged")
                .header("Origin", "http://localhost:" + port)
                .exchange()
                .expectStatus()
                .isOk();

        FakeService.Seen seen = FakePlatform.service("quantumdrop").next();
        assertThat(seen.method()).isEqualTo(method);
        assertThat(IdentityTokens.checker(
                                new FileSystemResource(FakePlatform.PUBLIC_KEY), "quantumdrop", Clock.systemUTC())
                        .check(seen.headers().get("X-QL-Identity"))
                        .subject())
                .isEqualTo("anonymous");
        assertThat(seen.headers().contains("X-QL-Service-Token")).isFalse();
        assertThat(seen.headers().contains("Origin")).isFalse();
    }
}
