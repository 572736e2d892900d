package io.quantumlayer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.platform.problem.UpstreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpResponse;
import tools.jackson.databind.json.JsonMapper;

class UpstreamErrorsTests {

    private final UpstreamErrors errors = new UpstreamErrors(JsonMapper.shared());

    @Test
    void problemDetailKeepsItsDetailTypeAndExtensions() throws IOException {
        UpstreamException error = read("""
                {"type":"https://quantumlayer.io/errors/not-found","title":"t","status":404,"detail":"No drop.","supported":["a"]}""", HttpStatus.NOT_FOUND);

        assertThat(error.detail()).isEqualTo("No drop.");
        assertThat(error.type()).isEqualTo("https://quantumlayer.io/errors/not-found");
        assertThat(error.members()).containsOnlyKeys("supported");
    }

    @Test
    void openAiErrorObjectKeepsItsMessageAndCode() throws IOException {
        UpstreamException error = read("""
                {"error":{"message":"No such model","type":"invalid_request_error","code":"model_not_found"}}""", HttpStatus.NOT_FOUND);

        assertThat(error.detail()).isEqualTo("No such model");
        assertThat(error.type()).isEqualTo("model_not_found");
    }

    @Test
    void headersOfTheRouterTellWhoWasAskedAndWhenToComeBack() throws IOException {
        MockClientHttpResponse response = new MockClientHttpResponse(
                "{\"error\":{\"message\":\"Slow down\"}}".getBytes(StandardCharsets.UTF_8),
                HttpStatus.TOO_MANY_REQUESTS);
        response.getHeaders().set("X-QL-Provider", "openai");
        response.getHeaders().set("X-QL-Model", "gpt-9");
        response.getHeaders().set("X-QL-Error", "rate_limit");
        response.getHeaders().set("Retry-After", "7");

        UpstreamException error = errors.read("llm-router", response);

        assertThat(error.members())
                .containsEntry("provider", "openai")
                .containsEntry("model", "gpt-9")
                .containsEntry("kind", "rate_limit");
        assertThat(error.retryAfter()).hasValue(Duration.ofSeconds(7));
    }

    @Test
    void textOfAProxyIsTheDetail() throws IOException {
        assertThat(read("no healthy upstream", HttpStatus.SERVICE_UNAVAILABLE).detail())
                .isEqualTo("no healthy upstream");
    }

    private UpstreamException read(String body, HttpStatus status) throws IOException {
        return errors.read("drops", new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8), status));
    }
}
