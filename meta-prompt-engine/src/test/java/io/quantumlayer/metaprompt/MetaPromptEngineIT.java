package io.quantumlayer.metaprompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import io.quantumlayer.testsupport.RealPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "LLM_ROUTER_URL=http://localhost:1"})
@RealPostgres
class MetaPromptEngineIT {

    @LocalServerPort
    private int port;

    private WebTestClient web;

    @BeforeEach
    void connect() {
        web = WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("meta-prompt-engine", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }

    @Test
    void isReadyAndHealthy() {
        web.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("meta-prompt-engine");
        web.get().uri("/ready").exchange().expectStatus().isOk();
    }

    @Test
    void listsTheTemplatesInTheOriginalShape() {
        for (String path : List.of("/api/v1/templates", "/api/v1/prompts/templates")) {
            web.get().uri(path).exchange().expectStatus().isOk().expectBody().json("""
                            {"templates":["analyst","arbiter","architect","developer","enhancement","product-owner","rewrite",
                             "test-planner","tester","writer"],"count":10}
                            """);
        }
    }

    @Test
    void showsATemplateWithItsVersionAndLabels() {
        web.get()
                .uri("/api/v1/templates/developer")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("developer")
                .jsonPath("$.version")
                .isEqualTo(1)
                .jsonPath("$.labels[0]")
                .isEqualTo("production")
                .jsonPath("$.variables.input.type")
                .isEqualTo("json")
                .jsonPath("$.messages.length()")
                .isEqualTo(2);
        web.get()
                .uri("/api/v1/templates/developer?version=1")
                .exchange()
                .expectStatus()
                .isOk();
        web.get()
                .uri("/api/v1/templates/developer/versions")
                .exchange()
                .expectBody()
                .jsonPath("$.versions[0].version")
                .isEqualTo(1);
    }

    @Test
    void knowsNoOtherTemplateOrVersion() {
        for (String path : List.of(
                "/api/v1/templates/poet",
                "/api/v1/templates/poet/versions",
                "/api/v1/templates/developer?version=99")) {
            web.get().uri(path).exchange().expectStatus().isNotFound();
        }
        web.get()
                .uri("/api/v1/templates/developer?version=first")
                .exchange()
                .expectStatus()
                .isBadRequest();
        web.post()
                .uri("/api/v1/templates/poet/render")
                .bodyValue(Map.of("variables", Map.of()))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void rendersATemplate() {
        web.post()
                .uri("/api/v1/templates/developer/render")
                .bodyValue(Map.of("variables", Map.of("input", Map.of("path", "a`b.py"))))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(1)
                .jsonPath("$.sha256")
                .value(String.class, digest -> assertThat(digest).hasSize(64))
                .jsonPath("$.messages[1].content")
                .value(
                        String.class,
                        text -> assertThat(text).endsWith("Input:\n```json\n{\"path\":\"a\\u0060b.py\"}\n```"));
    }

    @Test
    void namesTheVariablesThatDoNotFit() {
        web.post()
                .uri("/api/v1/templates/developer/render")
                .bodyValue(Map.of("variables", Map.of("output", 1)))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("variables.input")
                .jsonPath("$.errors[1].field")
                .isEqualTo("variables.output");
        web.post()
                .uri("/api/v1/templates/developer/render")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("variables");
    }

    @Test
    void countsWhatItDoes() {
        Figures before = figures();
        web.post()
                .uri("/enhance")
                .bodyValue(Map.of("original_prompt", "Sort a list"))
                .exchange()
                .expectStatus()
                .isOk();
        web.post().uri("/enhance").bodyValue(Map.of()).exchange().expectStatus().isBadRequest();

        Figures after = figures();

        assertThat(after.total_requests() - before.total_requests()).isEqualTo(2);
        assertThat(after.avg_latency_ms()).isPositive();
        assertThat(after.success_rate()).isGreaterThan(0).isLessThan(1);
        assertThat(after.templates_used().get("enhancement"))
                .isEqualTo(before.templates_used().getOrDefault("enhancement", 0L) + 1);
    }

    @Test
    void failsLoudlyWhenTheRouterThatARewriteNeedsIsDown() {
        web.post()
                .uri("/enhance")
                .bodyValue(Map.of("original_prompt", "Sort a list", "model", "some/model"))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("llm-router"));
    }

    @Test
    void tellsItsStatus() {
        web.get()
                .uri("/api/v1/status")
                .exchange()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("operational")
                .jsonPath("$.service")
                .isEqualTo("meta-prompt-engine")
                .jsonPath("$.version")
                .isNotEmpty()
                .jsonPath("$.features")
                .isNotEmpty();
    }

    private Figures figures() {
        return web.get()
                .uri("/api/v1/metrics")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Figures.class)
                .returnResult()
                .getResponseBody();
    }

    record Figures(long total_requests, double avg_latency_ms, double success_rate, Map<String, Long> templates_used) {}
}
