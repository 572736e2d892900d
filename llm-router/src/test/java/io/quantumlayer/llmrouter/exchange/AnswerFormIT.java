package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.vendor.OpenAiStandIn;
import io.quantumlayer.testsupport.vendor.Received;
import io.quantumlayer.testsupport.vendor.StandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema on models of which the catalogue says nothing, behind providers of one's own: the model is held to it as far
 * as it can be, and what it refuses it is asked once.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class AnswerFormIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}";
    private static final List<String> CLIENTS = List.of("chat", "messages", "responses", "generate");

    private static final StandIn VENDOR = OpenAiStandIn.start(prompt -> "{\"a\":\"b\"}");

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    /** A model, and the forms that it is asked for one after the other at the first call. */
    private enum Model {
        TAKES_A_SCHEMA("gpt-4o", "json_schema"),
        TAKES_JSON("gpt-4-turbo", "json_schema", "json_object"),
        TAKES_NO_FORM("gpt-4", "json_schema", "json_object", "");

        private final String id;
        private final List<String> forms;

        Model(String id, String... forms) {
            this.id = id;
            this.forms = List.of(forms);
        }
    }

    /** What is learned of a model is of one provider: a provider for each client. */
    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) {
        for (String client : CLIENTS) {
            registry.add("quantumlayer.router.providers.own-%s.base-url".formatted(client), VENDOR::baseUrl);
            registry.add("quantumlayer.router.providers.own-%s.api-key".formatted(client), () -> StandIn.KEY);
        }
    }

    @AfterAll
    static void stop() {
        VENDOR.close();
    }

    static Stream<Arguments> waysToModels() {
        return CLIENTS.stream().flatMap(client -> Stream.of(Model.values()).map(model -> Arguments.of(client, model)));
    }

    @ParameterizedTest
    @MethodSource("waysToModels")
    void aModelIsHeldToASchemaInTheStrictestFormThatItTakes(String client, Model model) throws Exception {
        int before = VENDOR.received(model.id).size();

        HttpResponse<String> first = ask(client, model);
        HttpResponse<String> second = ask(client, model);

        List<Received> asked = VENDOR.received(model.id);
        assertThat(asked.subList(before, asked.size()))
                .as("the second call begins where the first one ended")
                .extracting(received -> form(received).path("type").asString(""))
                .containsExactlyElementsOf(Stream.concat(model.forms.stream(), Stream.of(model.forms.getLast()))
                        .toList());
        Received last = asked.getLast();
        assertThat(said(last).contains("JSON Schema"))
                .as("the prompt says what the form does not")
                .isEqualTo(model != Model.TAKES_A_SCHEMA);
        if (model == Model.TAKES_A_SCHEMA) {
            assertThat(form(last).at("/json_schema/schema")).isEqualTo(JSON.readTree(SCHEMA));
        } else {
            assertThat(said(last)).contains(JSON.readTree(SCHEMA).toString());
        }
        for (HttpResponse<String> answer : List.of(first, second)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(JSON.readTree(text(client, answer)).path("a").asString()).isEqualTo("b");
            if (model != Model.TAKES_A_SCHEMA) {
                assertThat(answer.headers().firstValue("X-QL-Adapted")).isPresent();
            }
        }
    }

    private static JsonNode form(Received received) {
        return received.call().body().path("response_format");
    }

    private static String said(Received received) {
        return received.call()
                .body()
                .path("messages")
                .valueStream()
                .map(message -> message.path("content").asString(""))
                .reduce("", String::concat);
    }

    private HttpResponse<String> ask(String client, Model model) throws Exception {
        String name = "own-%s/%s".formatted(client, model.id);
        String format = "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":%s}}".formatted(SCHEMA);
        return switch (client) {
            case "messages" -> post("/v1/messages", """
                        {"model":"%s","max_tokens":900,"messages":[{"role":"user","content":"x"}],
                         "output_config":{"format":{"type":"json_schema","schema":%s}}}""".formatted(name, SCHEMA));
            case "responses" -> post("/v1/responses", """
                        {"model":"%s","input":"x","text":{"format":{"type":"json_schema","name":"n","schema":%s}}}""".formatted(name, SCHEMA));
            case "generate" -> post("/api/v1/llm/generate", """
                        {"model":"%s","prompt":"x","response_format":%s}""".formatted(name, format));
            default -> post("/v1/chat/completions", """
                        {"model":"%s","messages":[{"role":"user","content":"x"}],"response_format":%s}""".formatted(name, format));
        };
    }

    private static String text(String client, HttpResponse<String> answer) {
        JsonNode body = JSON.readTree(answer.body());
        return switch (client) {
            case "messages" -> body.at("/content/0/text").asString();
            case "responses" -> body.at("/output/0/content/0/text").asString();
            case "generate" -> body.path("content").asString();
            default -> body.at("/choices/0/message/content").asString();
        };
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                        .header("Content-Type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
