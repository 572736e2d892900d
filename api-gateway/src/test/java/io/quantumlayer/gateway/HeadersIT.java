package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.platform.identity.IdentityTokens;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.FileSystemResource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@EdgeTest
class HeadersIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @Test
    void replacesAnIdentityThatTheClientMadeUp() throws Exception {
        client.get().uri("/api/v1/workflows").header("X-QL-Identity", "root").exchange();

        String token = FakePlatform.service("workflow-api").next().headers().get("X-QL-Identity");
        IdentityTokens checker = IdentityTokens.checker(
                new FileSystemResource(FakePlatform.PUBLIC_KEY), "workflow-api", Clock.systemUTC());
        assertThat(checker.check(token).subject()).isEqualTo("anonymous");
    }

    @Test
    void keepsCredentialsOfTheCallerFromServicesThatDoNotNeedThem() throws Exception {
        client.get()
                .uri("/api/v1/runs")
                .header("Authorization", "Bearer sk-1")
                .header("X-API-Key", "sk-2")
                .exchange();

        FakeService.Seen seen = FakePlatform.service("quantumdrop").next();
        assertThat(seen.headers().contains("Authorization")).isFalse();
        assertThat(seen.headers().contains("X-API-Key")).isFalse();
    }

    /** Whoever could say so would be given what a run was answered, or have others pay. */
    @Test
    void letsNobodyFromOutsideSayForWhichRunAModelIsAsked() throws Exception {
        client.post()
                .uri("/v1/messages")
                .header("X-QL-Run", "extended-code-gen-1")
                .header("X-QL-Step", "code")
                .header("X-QL-Round", "0")
                .header("x-ql-call", "1")
                .exchange();

        FakeService.Seen seen = FakePlatform.service("llm-router").next();
        assertThat(seen.headers().names()).doesNotContainAnyElementsOf(CallOrigin.HEADERS);
        assertThat(seen.headers().contains(CallOrigin.CALL_HEADER)).isFalse();
    }

    @Test
    void letsCredentialsForModelsTravelOn() throws Exception {
        client.post()
                .uri("/v1/messages")
                .header("Authorization", "Bearer sk-1")
                .header("X-API-Key", "sk-2")
                .exchange();

        FakeService.Seen seen = FakePlatform.service("llm-router").next();
        assertThat(seen.headers().get("Authorization")).isEqualTo("Bearer sk-1");
        assertThat(seen.headers().get("X-API-Key")).isEqualTo("sk-2");
    }

    @Test
    void saysWhoTheClientIsAndBelievesNobodyElse() throws Exception {
        client.get()
                .uri("/api/v1/runs")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Host", "evil.example.org")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "for=203.0.113.9")
                .exchange();

        FakeService.Seen seen = FakePlatform.service("quantumdrop").next();
        assertThat(seen.headers().getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.headers().get("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(seen.headers().get("X-Forwarded-Host")).isEqualTo("localhost:" + port);
        assertThat(seen.headers().contains("Forwarded")).isFalse();
        assertThat(seen.headers().get("Host"))
                .isEqualTo(FakePlatform.service("quantumdrop").url().getAuthority());
    }

    @Test
    void removesHopByHopHeadersInBothDirections() throws Exception {
        FakePlatform.service("quantumdrop").on("/api/v1/runs", (request, response) -> {
            FakePlatform.service("quantumdrop").remember(request, 0);
            return response.header("Keep-Alive", "timeout=5")
                    .header("X-Kept", "yes")
                    .sendString(Mono.just("{}"));
        });

        String raw = RawClient.exchange(port, """
                GET /api/v1/runs HTTP/1.1
                Host: localhost
                Connection: close, X-Private
                X-Private: hop
                Keep-Alive: timeout=9
                Proxy-Authorization: Basic eDp5
                TE: trailers
                X-Public: end

                """);

        FakeService.Seen seen = FakePlatform.service("quantumdrop").next();
        assertThat(seen.headers().contains("X-Private")).isFalse();
        assertThat(seen.headers().contains("Keep-Alive")).isFalse();
        assertThat(seen.headers().contains("Proxy-Authorization")).isFalse();
        assertThat(seen.headers().contains("TE")).isFalse();
        assertThat(seen.headers().get("X-Public")).isEqualTo("end");
        assertThat(raw).containsIgnoringCase("x-kept: yes").doesNotContainIgnoringCase("keep-alive: timeout");
    }

    @Test
    void goesOnWithTheTraceOfTheClient() throws Exception {
        client.get()
                .uri("/api/v1/runs")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .exchange();

        assertThat(FakePlatform.service("quantumdrop").next().headers().getAll("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE + "-")
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void startsATraceWhereTheClientHasNone() throws Exception {
        client.get().uri("/api/v1/runs").exchange();

        assertThat(FakePlatform.service("quantumdrop").next().headers().get("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");
    }

    @Test
    void givesTheServiceAndTheClientTheSameRequestId() throws Exception {
        String answered = client.get()
                .uri("/api/v1/runs")
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("X-Request-ID");

        assertThat(FakePlatform.service("quantumdrop").next().headers().get("X-Request-ID"))
                .isEqualTo(answered)
                .hasSize(36);
    }

    @Test
    void setsSecurityHeadersOnRoutedAndOwnAnswers() {
        for (String path : new String[] {"/api/v1/runs", "/health", "/nothing"}) {
            client.get()
                    .uri(path)
                    .exchange()
                    .expectHeader()
                    .valueEquals("X-Content-Type-Options", "nosniff")
                    .expectHeader()
                    .valueEquals("X-Frame-Options", "DENY")
                    .expectHeader()
                    .valueEquals("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
                    .expectHeader()
                    .doesNotExist("Strict-Transport-Security");
        }
    }

    @Test
    void refusesOtherOriginsByDefault() {
        client.get()
                .uri("/api/v1/runs")
                .header("Origin", "https://evil.example.org")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(403);
        client.options()
                .uri("/api/v1/runs")
                .header("Origin", "https://evil.example.org")
                .header("Access-Control-Request-Method", "GET")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
    }

    @Test
    void takesItsOwnOrigin() {
        client.get()
                .uri("/api/v1/runs")
                .header("Origin", "http://localhost:" + port)
                .exchange()
                .expectStatus()
                .isOk();
    }
}
