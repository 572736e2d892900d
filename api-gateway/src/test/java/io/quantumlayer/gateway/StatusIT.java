package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.platform.identity.Identity;
import io.quantumlayer.platform.identity.IdentityTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.FileSystemResource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@EdgeTest
class StatusIT {

    @Autowired
    private WebTestClient client;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @Test
    void saysThatAllServicesAreHealthyInOneLine() {
        String body = status();

        assertThat(body)
                .isEqualTo("{\"platform\":\"QuantumLayer\",\"version\":\"1.0.0\",\"services\":{"
                        + "\"workflow-api\":\"healthy\",\"llm-router\":\"healthy\",\"agent-orchestrator\":\"healthy\","
                        + "\"meta-prompt-engine\":\"healthy\",\"parser\":\"healthy\",\"quantumdrop\":\"healthy\"}}");
    }

    @Test
    void saysWhichServicesAreNotHealthyWithinTheLimitOfAll() {
        FakePlatform.service("parser").on("/health", (request, response) -> Mono.never());
        FakePlatform.service("quantumdrop").on("/health", (request, response) -> Mono.never());
        FakePlatform.service("llm-router")
                .on("/health", (request, response) -> response.status(503).send());
        Instant begun = Instant.now();

        String body = status();

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMillis(3500));
        assertThat(body)
                .contains("\"workflow-api\":\"healthy\"")
                .contains("\"parser\":\"unhealthy\"")
                .contains("\"quantumdrop\":\"unhealthy\"")
                .contains("\"llm-router\":\"unhealthy\"");
    }

    @Test
    void asksAsItForwardsSoThatAServiceThatRefusesItsCallsIsNotHealthy() {
        IdentityTokens parser =
                IdentityTokens.checker(new FileSystemResource(FakePlatform.PUBLIC_KEY), "parser", Clock.systemUTC());
        FakePlatform.service("parser").on("/health", (request, response) -> {
            parser.check(request.requestHeaders().get(Identity.HEADER));
            return response.status(200).send();
        });
        FakePlatform.service("quantumdrop")
                .on(
                        "/health",
                        (request, response) -> response.status(
                                        request.requestHeaders().contains(Identity.HEADER) ? 401 : 200)
                                .send());

        assertThat(status()).contains("\"parser\":\"healthy\"").contains("\"quantumdrop\":\"unhealthy\"");
    }

    private String status() {
        return client.get()
                .uri("/api/v1/status")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
