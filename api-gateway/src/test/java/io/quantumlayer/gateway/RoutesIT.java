package io.quantumlayer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@EdgeTest
class RoutesIT {

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        FakePlatform.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  /api/v1/workflows/generate, workflow-api",
        "POST,  /api/v1/workflows/generate-extended, workflow-api",
        "GET,   /api/v1/workflows, workflow-api",
        "GET,   /api/v1/workflows/a, workflow-api",
        "GET,   /api/v1/workflows/a/status, workflow-api",
        "GET,   /api/v1/workflows/a/result, workflow-api",
        "POST,  /api/v1/workflows/a/cancel, workflow-api",
        "DELETE,/api/v1/workflows/a, workflow-api",
        "GET,   /api/v1/workflows/drops, workflow-api",
        "GET,   /api/v1/workflows/a/drops, quantumdrop",
        "GET,   /api/v1/workflows/a/drops/frd, quantumdrop",
        "GET,   /api/v1/workflows/a/summary, quantumdrop",
        "POST,  /api/v1/workflows/a/rollback/d, quantumdrop",
        "GET,   /api/v1/workflows/a/events, quantumdrop",
        "GET,   /api/v1/workflows/a/files/src/main/App.java, quantumdrop",
        "GET,   /api/v1/workflows/a/download, quantumdrop",
        "GET,   /git/a.git/info/refs, quantumdrop",
        "GET,   /api/v1/drops/d, quantumdrop",
        "GET,   /api/v1/drops/search, quantumdrop",
        "DELETE,/api/v1/drops/d, quantumdrop",
        "GET,   /api/v1/runs, quantumdrop",
        "POST,  /api/v1/llm/generate, llm-router",
        "POST,  /v1/chat/completions, llm-router",
        "GET,   /v1/models, llm-router",
        "POST,  /v1/messages, llm-router",
        "POST,  /v1/responses, llm-router",
        "GET,   /v1/responses/resp_1, llm-router",
        "DELETE,/v1/responses/resp_1, llm-router",
        "POST,  /v1/responses/resp_1/cancel, llm-router",
        "GET,   /api/v1/agents, agent-orchestrator",
        "POST,  /api/v1/tasks, agent-orchestrator",
        "POST,  /a2a/developer, agent-orchestrator",
        "POST,  /api/v1/prompts/generate, meta-prompt-engine",
        "GET,   /api/v1/templates/frd, meta-prompt-engine",
        "POST,  /api/v1/parser/parse, parser"
    })
    void takesARequestToItsServiceWithThePathUnchanged(String method, String path, String service) throws Exception {
        client.method(HttpMethod.valueOf(method))
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo(service);

        FakeService.Seen seen = FakePlatform.service(service).next();
        assertThat(seen.method()).isEqualTo(method);
        assertThat(seen.uri()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/generate, /api/v1/workflows/generate",
        "/api/v1/generate-extended, /api/v1/workflows/generate-extended",
        "/workflows/extended-code-gen-1/status, /api/v1/workflows/extended-code-gen-1/status",
        "/workflows/a%20b/status?x=1, /api/v1/workflows/a%20b/status?x=1"
    })
    void knowsTheShortPathsOfTheOriginalPlatform(String alias, String path) throws Exception {
        client.post().uri(at(alias)).exchange().expectStatus().isOk();

        assertThat(FakePlatform.service("workflow-api").next().uri()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/workflows/a/files/with%20space/%C3%A4.txt?q=a%20b&q=c%2Bd&empty=",
                "/api/v1/workflows/a/files/a%2Fb?plus=a+b",
                "/api/v1/workflows/a/files/x?name={y}&percent=%25"
            })
    void keepsEncodingAndQuery(String pathAndQuery) throws Exception {
        String raw = pathAndQuery.replace("{", "%7B").replace("}", "%7D");

        client.get().uri(at(raw)).exchange().expectStatus().isOk();

        assertThat(FakePlatform.service("quantumdrop").next().uri()).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/graphql", "/api/v1/unknown", "/api/v1/workflowsx", "/workflows/a/result"})
    void answersUnknownPathsItselfWith404(String path) {
        client.post()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(404)
                .jsonPath("$.instance")
                .isEqualTo(path)
                .jsonPath("$.request_id")
                .value(id -> assertThat(id.toString()).hasSize(36));
    }

    @ParameterizedTest
    @CsvSource({
        "400, application/problem+json",
        "404, application/json",
        "405, application/json",
        "409, text/plain",
        "500, application/problem+json",
        "503, text/html"
    })
    void passesAnErrorOfTheServiceUnchanged(int status, String type) {
        FakePlatform.service("workflow-api")
                .on(
                        "/api/v1/workflows/err",
                        (request, response) -> response.status(status)
                                .header("Content-Type", type)
                                .header("Allow", "GET")
                                .sendString(Mono.just("what the service says")));

        client.get()
                .uri("/api/v1/workflows/err")
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .valueEquals("Content-Type", type)
                .expectHeader()
                .valueEquals("Allow", "GET")
                .expectBody(String.class)
                .isEqualTo("what the service says");
    }

    @Test
    void hasHealthAndReadinessOfItsOwn() {
        client.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("healthy")
                .jsonPath("$.service")
                .isEqualTo("api-gateway");
        client.get().uri("/ready").exchange().expectStatus().isOk();
    }

    private URI at(String raw) {
        return URI.create("http://127.0.0.1:" + port + raw);
    }
}
