package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@EdgeTest
@TestPropertySource(
        properties = {
            "quantumlayer.gateway.rate-limit.burst=3",
            "quantumlayer.gateway.rate-limit.per-second=1",
            "quantumlayer.gateway.trusted-proxies=127.0.0.0/8,::1"
        })
class RateLimitIT {

    @Autowired
    private WebTestClient client;

    @Test
    void refusesMoreThanTheBurstAndSaysWhenToComeBack() throws Exception {
        exhaust("203.0.113.1");

        call("203.0.113.1")
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/too-many-requests");
        Thread.sleep(1100);
        call("203.0.113.1").expectStatus().isOk();
    }

    @Test
    void countsAllRoutesOfOneClientTogether() {
        exhaust("203.0.113.2");

        client.get()
                .uri("/v1/models")
                .header("X-Forwarded-For", "203.0.113.2")
                .exchange()
                .expectStatus()
                .isEqualTo(429);
    }

    @Test
    void countsEachClientBehindATrustedProxyAlone() {
        exhaust("203.0.113.3");

        call("203.0.113.4").expectStatus().isOk();
    }

    @Test
    void anInventedForwardedAddressGivesNoNewBucket() {
        exhaust("203.0.113.5");

        call("198.51.100.77, 203.0.113.5").expectStatus().isEqualTo(429);
    }

    @Test
    void doesNotCountItsOwnHealth() {
        exhaust("203.0.113.6");

        for (int round = 0; round < 10; round++) {
            client.get()
                    .uri("/health")
                    .header("X-Forwarded-For", "203.0.113.6")
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void tellsTheServiceTheWholeWayOfTheRequest() throws Exception {
        FakePlatform.forget();
        client.get()
                .uri("/api/v1/runs")
                .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "ql.example.org")
                .exchange()
                .expectHeader()
                .exists("Strict-Transport-Security");

        FakeService.Seen seen = FakePlatform.service("quantumdrop").next();
        assertThat(seen.headers().getAll("X-Forwarded-For")).containsExactly("198.51.100.1, 203.0.113.7, 127.0.0.1");
        assertThat(seen.headers().getAll("X-Forwarded-Proto")).containsExactly("https");
        assertThat(seen.headers().getAll("X-Forwarded-Host")).containsExactly("ql.example.org");
    }

    private void exhaust(String address) {
        for (int round = 0; round < 3; round++) {
            call(address).expectStatus().isOk();
        }
    }

    private WebTestClient.ResponseSpec call(String address) {
        return client.get()
                .uri("/api/v1/runs")
                .header("X-Forwarded-For", address)
                .exchange();
    }
}
