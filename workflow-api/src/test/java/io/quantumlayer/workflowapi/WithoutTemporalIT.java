package io.quantumlayer.workflowapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.servers.LoopbackPort;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureWebTestClient(timeout = "9s")
class WithoutTemporalIT {

    @Autowired
    WebTestClient client;

    @DynamicPropertySource
    static void nobodyListens(DynamicPropertyRegistry registry) {
        registry.add("spring.temporal.connection.target", () -> "127.0.0.1:" + LoopbackPort.free());
    }

    @Test
    void serviceIsAliveAndSaysWhatItWaitsFor() {
        client.get().uri("/health").exchange().expectStatus().isOk();
        client.get()
                .uri("/ready")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.error")
                .value(error -> assertThat(error.toString()).contains("TEMPORAL_ADDRESS"));
    }

    @Test
    void requestsGet503WithRetryAfter() {
        client.post()
                .uri("/api/v1/workflows/generate")
                .bodyValue(Map.of("prompt", "x", "language", "python", "type", "function"))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "5");
        client.get().uri("/api/v1/workflows/some").exchange().expectStatus().isEqualTo(503);
    }
}
