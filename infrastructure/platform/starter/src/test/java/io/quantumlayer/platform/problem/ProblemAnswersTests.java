package io.quantumlayer.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@SpringBootTest(
        classes = ProblemAnswersTests.Service.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.application.name=test", "spring.http.codecs.max-in-memory-size=2KB"})
@AutoConfigureWebTestClient
class ProblemAnswersTests {

    @Autowired
    WebTestClient client;

    @Test
    void unhandledExceptionIsA500ThatHidesItsCause() {
        client.get()
                .uri("/broken")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("errors/internal").doesNotContain("secret"));
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsA503WithTheTimeToTryAgain() {
        client.get()
                .uri("/database?state=08006")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "5")
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain("secret"));
        client.get().uri("/database?state=23505").exchange().expectStatus().isEqualTo(500);
    }

    @Test
    void aDatabaseWithoutSpaceIsA503ThatSaysSo() {
        client.get()
                .uri("/database?state=53100")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("volume is full"));
    }

    @Test
    void unknownPathIsA404() {
        client.get()
                .uri("/nowhere")
                .header("X-Request-ID", "abc-1")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .valueEquals("X-Request-ID", "abc-1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/not-found")
                .jsonPath("$.instance")
                .isEqualTo("/nowhere")
                .jsonPath("$.request_id")
                .isEqualTo("abc-1")
                .jsonPath("$.error")
                .isNotEmpty();
    }

    @Test
    void aProblemNamesTheRequestIdThatTheServiceGave() {
        client.get()
                .uri("/nowhere")
                .exchange()
                .expectHeader()
                .exists("X-Request-ID")
                .expectBody()
                .jsonPath("$.request_id")
                .value(id -> assertThat(id.toString()).hasSize(36));
    }

    @Test
    void wrongMethodIsA405WithAllow() {
        client.delete()
                .uri("/broken")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "GET")
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("DELETE is not possible here; use GET.");
    }

    @Test
    void wrongContentTypeIsA415() {
        client.post()
                .uri("/things")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("name")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("application/json"));
    }

    @Test
    void bodyThatIsNoJsonIsA400WithThePlace() {
        post("{\"name\": }")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/malformed-body")
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("line 1"));
    }

    @Test
    void missingBodyIsA400() {
        client.post()
                .uri("/things")
                .contentType(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void invalidMemberIsNamedAsInJson() {
        post("{\"full_name\":\" \",\"count\":1}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("full_name")
                .jsonPath("$.errors[0].message")
                .isEqualTo("must not be blank");
    }

    @Test
    void memberOfTheWrongTypeIsNamed() {
        post("{\"full_name\":5,\"count\":1}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("full_name")
                .jsonPath("$.errors[0].message")
                .isEqualTo("must be a string");
        post("{\"full_name\":\"a\",\"count\":\"1\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("count");
        post("{\"full_name\":\"a\",\"count\":1,\"tags\":\"x\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].message")
                .isEqualTo("must be an array");
    }

    @Test
    void bodyOverTheLimitIsA413() {
        post("{\"full_name\":\"" + "a".repeat(5000) + "\",\"count\":1}")
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void chunkedBodyOverTheLimitIsA413() {
        DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();
        client.post()
                .uri("/things")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        Flux.range(0, 10)
                                .map(i -> buffers.wrap(
                                        ((i == 0 ? "{\"full_name\":\"" : "") + "a".repeat(500)).getBytes())),
                        org.springframework.core.io.buffer.DataBuffer.class)
                .exchange()
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void missingParameterIsNamed() {
        client.get()
                .uri("/search")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("limit"));
        client.get()
                .uri("/search?limit=many")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("limit"));
    }

    @Test
    void problemExceptionKeepsItsMembersAndHeaders() {
        client.get()
                .uri("/later")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "7")
                .expectBody()
                .jsonPath("$.waiting_for")
                .isEqualTo("temporal");
    }

    private WebTestClient.ResponseSpec post(String body) {
        return client.post()
                .uri("/things")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    record Thing(
            @JsonProperty("full_name") @NotBlank String fullName,
            @JsonProperty("count") int count,
            @JsonProperty("tags") List<String> tags) {}

    @EnableAutoConfiguration
    @RestController
    static class Service {

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("secret");
        }

        @GetMapping("/database")
        String database(@RequestParam("state") String state) {
            throw new IllegalStateException("no connection", new SQLException("secret", state));
        }

        @GetMapping("/later")
        String later() {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Temporal does not answer.")
                    .with("waiting_for", "temporal")
                    .retryAfter(Duration.ofSeconds(7));
        }

        @GetMapping("/search")
        int search(@RequestParam("limit") int limit) {
            return limit;
        }

        @PostMapping("/things")
        Thing create(@Valid @RequestBody Thing thing) {
            return thing;
        }
    }
}
