package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Streams that begin with an error, and streams with an event that is none. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.retry-wait=0s"})
class StreamErrorsIT {

    private static final List<FaultyProvider> PROVIDERS = new ArrayList<>();

    @LocalServerPort
    private int port;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) throws IOException {
        both(registry, "overloaded", call -> {
            call.raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            call.chunk(
                    call.anthropic()
                            ? "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded, says the vendor\"}}\n\n"
                            : "data: {\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded, says the vendor\",\"code\":null}}\n\n");
            call.end();
        });
        both(registry, "garbled", call -> {
            call.begin();
            call.text("so far");
            call.chunk("data: {\"choices\":[{\n\n");
            call.events("too late");
            call.end();
        });
        FaultyProvider provider = new FaultyProvider("garbled", call -> {
            call.raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            call.chunk(
                    "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"delta\":\"so far\"}\n\n");
            call.chunk("data: {\"choices\":[{\n\n");
            call.chunk(
                    "data: {\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"delta\":\"too late\"}\n\n");
            call.end();
        });
        add(registry, "garbled-responses", "openai-compatible", provider);
        registry.add("quantumlayer.router.providers.garbled-responses.responses", () -> "true");
    }

    private static void both(DynamicPropertyRegistry registry, String name, FaultyProvider.Behaviour behaviour)
            throws IOException {
        for (String type : List.of("openai-compatible", "anthropic")) {
            add(registry, name + "-" + type, type, new FaultyProvider(name, behaviour));
        }
    }

    private static void add(DynamicPropertyRegistry registry, String name, String type, FaultyProvider provider) {
        PROVIDERS.add(provider);
        String prefix = "quantumlayer.router.providers.%s.".formatted(name);
        registry.add(prefix + "type", () -> type);
        registry.add(prefix + "base-url", provider::baseUrl);
        registry.add(prefix + "api-key", () -> "k");
        registry.add(prefix + "models", () -> "m");
    }

    @AfterAll
    static void close() throws IOException {
        for (FaultyProvider provider : PROVIDERS) {
            provider.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai-compatible, /v1/chat/completions, 503, \"message\":\"Overloaded",
        "anthropic, /v1/chat/completions, 503, \"message\":\"Overloaded",
        "openai-compatible, /v1/messages, 529, \"type\":\"overloaded_error\"",
        "anthropic, /v1/messages, 529, \"type\":\"overloaded_error\""
    })
    void aProviderThatIsOverloadedIsSaidToBe(String provider, String path, int status, String said) throws Exception {
        HttpResponse<String> answer = ask("overloaded-" + provider, path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(said, "Overloaded, says the vendor");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("X-QL-Error")).hasValue("overloaded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai-compatible,/v1/chat/completions,true",
                "openai-compatible,/v1/chat/completions,false",
                "anthropic,/v1/messages,false",
                "anthropic,/v1/chat/completions,false"
            })
    void anEventThatIsNoJsonBecomesAnErrorEvent(String call) throws Exception {
        String[] parts = call.split(",");
        HttpResponse<String> answer = ask(
                "garbled-" + parts[0],
                parts[1],
                parts[2].equals("true") ? "\"stream_options\":{\"include_usage\":true}," : "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("so far", "\"error\"", "not JSON")
                .doesNotContain("too late", "[DONE]", "message_stop", "\"choices\":[{\n");
    }

    @Test
    void anEventOfTheResponsesApiThatIsNoJsonBecomesAnErrorEvent() throws Exception {
        HttpResponse<String> answer = ask("garbled-responses", "/v1/responses", "\"input\":\"Hi\",");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("so far", "event: error", "not JSON")
                .doesNotContain("too late", "response.completed", "\"choices\":[{\n");
    }

    private HttpResponse<String> ask(String provider, String path, String... more) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .POST(BodyPublishers.ofString(
                                "{%s\"model\":\"%s/m\",\"stream\":true,\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                                        .formatted(more.length == 0 ? "" : more[0], provider)))
                        .build(),
                BodyHandlers.ofString());
    }
}
