package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every way to a provider, with vendors that refuse what theirs do. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class ModelTraitsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> MODELS = List.of(
            "openai/gpt-5",
            "anthropic/claude-sonnet-5",
            "anthropic/claude-haiku-4-5",
            "anthropic/claude-3-5-haiku-20241022",
            "mistral/mistral-large-latest",
            "gemini/gemini-3-pro-preview",
            "bedrock/us.anthropic.claude-sonnet-5",
            "odd/some-model");
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":1}},\"required\":[\"a\"]}";
    private static RefusingVendors vendors;

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void vendors(DynamicPropertyRegistry registry) throws IOException {
        vendors = new RefusingVendors();
        for (String vendor : List.of("openai", "anthropic", "mistral", "gemini", "bedrock", "odd", "careful")) {
            String of = "quantumlayer.router.providers.%s.".formatted(vendor);
            registry.add(of + "base-url", () -> vendors.url(vendor.equals("careful") ? "openai" : vendor));
            registry.add(of + "api-key", () -> "k");
        }
        registry.add("quantumlayer.router.providers.bedrock.region", () -> "eu-west-1");
        registry.add("quantumlayer.router.providers.careful.adapt", () -> "strict");
    }

    @AfterAll
    static void stop() {
        vendors.close();
    }

    @BeforeEach
    void forget() {
        vendors.asked.clear();
    }

    static Stream<Arguments> ways() {
        return MODELS.stream()
                .flatMap(model -> Stream.of(
                                "chat",
                                "chat stream",
                                "messages",
                                "messages stream",
                                "responses",
                                "generate",
                                "complete")
                        .map(way -> Arguments.of(model, way)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyModelAnswersEveryClientInJson(String model, String way) throws Exception {
        HttpResponse<String> answer = ask(way, model);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(text(way, answer.body())).path("a").asString()).isEqualTo("b");
        assertThat(vendors.asked.getLast().status()).isEqualTo(200);
        if (!model.startsWith("odd/")) {
            assertThat(vendors.asked).hasSize(1);
        }
    }

    @Test
    void theAnswerTellsWhatWasChanged() throws Exception {
        HttpResponse<String> answer = ask("chat", "openai/gpt-5");

        assertThat(answer.headers().firstValue("X-QL-Dropped")).hasValue("temperature");
        assertThat(answer.headers().firstValue("X-QL-Adapted")).hasValue("max_tokens");
        assertThat(vendors.asked.getFirst().body().path("max_completion_tokens").asInt())
                .isEqualTo(900);

        HttpResponse<String> generated = ask("generate", "anthropic/claude-sonnet-5");
        assertThat(generated.headers().firstValue("X-QL-Dropped")).hasValue("temperature");
        assertThat(generated.headers().firstValue("X-QL-Adapted")).hasValue("response_format");

        HttpResponse<String> translated = post("/v1/chat/completions", """
                {"model":"anthropic/claude-haiku-4-5","seed":7,"store":false,"messages":[{"role":"user","content":"x"}]}""");
        assertThat(translated.headers().firstValue("X-QL-Dropped")).hasValue("seed");
        assertThat(vendors.asked.getLast().body().path("max_tokens").asInt()).isEqualTo(32_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-5", "bedrock/us.anthropic.claude-sonnet-4-5"})
    void theAnswerTellsWhatWasLeftOutOfARequestForAnthropic(String model) throws Exception {
        HttpResponse<String> answer = post("/v1/messages", """
                {"model":"%s","max_tokens":900,"messages":[{"role":"user","content":"x"}],
                 "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
                 "tools":[{"name":"f","input_schema":{"type":"object","properties":{}}},
                  {"name":"g","input_schema":{"type":"object"},"defer_loading":true},
                  {"type":"web_search_20250305","name":"web_search"}]}""".formatted(model));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-QL-Dropped")).hasValue("context_management, tools.web_search");
        assertThat(answer.headers().firstValue("X-QL-Adapted").orElse("")).startsWith("tools");
    }

    @Test
    void whatIsRefusedIsAskedOnceMoreWithoutAndThenKnown() throws Exception {
        String request = """
                {"model":"odd/learning","seed":7,"messages":[{"role":"user","content":"x"}]}""";
        HttpResponse<String> first = post("/v1/chat/completions", request);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("X-QL-Dropped")).hasValue("seed");
        assertThat(vendors.asked).extracting(RefusingVendors.Asked::status).containsExactly(400, 200);

        vendors.asked.clear();
        assertThat(post("/v1/chat/completions", request).statusCode()).isEqualTo(200);
        assertThat(vendors.asked).hasSize(1);
        assertThat(meters.get("llm.router.traits.learned")
                        .tags("provider", "odd", "model", "learning", "member", "seed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void membersThatAreRefusedOneAfterTheOtherAreEachLeftOut(boolean stream) throws Exception {
        String request = """
                {"model":"odd/picky","stream":%s,"max_tokens":9,"temperature":0.2,"top_p":0.5,"messages":[{"role":"user","content":"x"}]}""".formatted(stream);
        HttpResponse<String> first = post("/v1/chat/completions", request);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.headers().firstValue("X-QL-Dropped").orElseThrow().split(", "))
                .containsExactlyInAnyOrder("temperature", "top_p");
        assertThat(first.headers().firstValue("X-QL-Adapted")).hasValue("max_tokens");
        assertThat(vendors.asked.getLast().body().path("max_completion_tokens").asInt())
                .isEqualTo(9);
        vendors.asked.clear();
        assertThat(post("/v1/chat/completions", request).statusCode()).isEqualTo(200);
        assertThat(vendors.asked).hasSize(1);
    }

    @Test
    void aModelThatGoesOnRefusingIsLeftAtSomePointAndTheErrorTellsWhatWasLeftOut() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", """
                {"model":"odd/endless","temperature":0.2,"top_p":0.5,"seed":7,"user":"u","store":true,"metadata":{"a":"b"},"messages":[{"role":"user","content":"x"}]}""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Unsupported parameter: 'store'");
        assertThat(vendors.asked).hasSize(5);
        assertThat(answer.headers().firstValue("X-QL-Dropped").orElseThrow().split(", "))
                .containsExactlyInAnyOrder("temperature", "top_p", "seed", "user");
    }

    @Test
    void aServerThatTakesNeitherNameOfALimitIsNotAskedByBothInTurn() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", """
                {"model":"odd/neither","max_tokens":9,"messages":[{"role":"user","content":"x"}]}""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("max_completion_tokens");
        assertThat(vendors.asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions | "top_k":3 | X-QL-Dropped | top_k
            /v1/messages | "top_k":3 | X-QL-Dropped | top_k
            /api/v1/llm/generate | "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","$comment":"x"}}} | X-QL-Adapted | response_format
            /api/v1/llm/complete | "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","$comment":"x"}}} | X-QL-Adapted | response_format
            """)
    void aVendorsErrorTellsWhatWasChanged(String path, String member, String header, String names) throws Exception {
        HttpResponse<String> answer = post(
                path,
                "{\"model\":\"gemini/g\",\"max_tokens\":9,%s,\"messages\":[{\"role\":\"user\",\"content\":\"wrong\"}]}"
                        .formatted(member));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue(header)).hasValue(names);
    }

    @Test
    void whatMeansSomethingIsNotAskedWithout() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", """
                {"model":"odd/m","stop":["END"],"messages":[{"role":"user","content":"x"}]}""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Unsupported parameter: 'stop'");
        assertThat(vendors.asked).hasSize(1);
    }

    @Test
    void aStrictProviderRefusesWhatItWouldHaveToChange() throws Exception {
        HttpResponse<String> refused = post("/v1/chat/completions", """
                {"model":"careful/m","messages":[{"role":"developer","content":"x"}]}""");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("adapt is strict").contains("\"messages\"");
        assertThat(vendors.asked).isEmpty();

        assertThat(post("/v1/chat/completions", """
                {"model":"careful/m","messages":[{"role":"user","content":"x"}]}""").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aVendorsErrorIsToldInTheVendorsSentence(String path, String body, String sentence) throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        String told = problem.path("error").isObject()
                ? problem.at("/error/message").asString()
                : problem.path("detail").asString();
        assertThat(told).isEqualTo(sentence);
    }

    static Stream<Arguments> errors() {
        String wrong = "{\"model\":\"gemini/g\",\"messages\":[{\"role\":\"user\",\"content\":\"wrong\"}]%s}";
        return Stream.of(
                Arguments.of("/v1/chat/completions", wrong.formatted(""), "Function call is wrong."),
                Arguments.of("/v1/messages", wrong.formatted(",\"max_tokens\":9"), "Function call is wrong."),
                Arguments.of("/api/v1/llm/generate", wrong.formatted(""), "Function call is wrong."));
    }

    @Test
    void bedrockGetsTheToolsThatAConversationHasCalled() throws Exception {
        HttpResponse<String> answer = post("/v1/messages", """
                {"model":"bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0","max_tokens":9,"messages":[
                 {"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"functions.f:0","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"functions.f:0","content":"ok"},{"type":"text","text":" "}]}]}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode sent = vendors.asked.getFirst().body();
        assertThat(sent.at("/toolConfig/tools/0/toolSpec/name").asString()).isEqualTo("f");
        assertThat(sent.at("/messages/1/content/0/toolUse/toolUseId").asString())
                .matches("[a-zA-Z0-9_-]+");
        assertThat(sent.at("/messages/2/content").size()).isEqualTo(1);
    }

    private HttpResponse<String> ask(String way, String model) throws Exception {
        String format = "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":%s}}".formatted(SCHEMA);
        String turn = "[{\"role\":\"user\",\"content\":\"x\"}]";
        return switch (way) {
            case "messages", "messages stream" ->
                post(
                        "/v1/messages",
                        "{\"model\":\"%s\",\"max_tokens\":900,\"temperature\":0.2,\"stream\":%s,\"messages\":%s,\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":%s}}}"
                                .formatted(model, way.endsWith("stream"), turn, SCHEMA));
            case "responses" ->
                post(
                        "/v1/responses",
                        "{\"model\":\"%s\",\"max_output_tokens\":900,\"temperature\":0.2,\"input\":\"x\",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":%s}}}"
                                .formatted(model, SCHEMA));
            case "generate", "complete" ->
                post(
                        "/api/v1/llm/" + way,
                        "{\"model\":\"%s\",\"prompt\":\"x\",\"max_tokens\":900,\"temperature\":0.2,\"response_format\":%s}"
                                .formatted(model, format));
            default ->
                post(
                        "/v1/chat/completions",
                        "{\"model\":\"%s\",\"max_tokens\":900,\"temperature\":0.2,\"stream\":%s,\"messages\":%s,\"response_format\":%s}"
                                .formatted(model, way.endsWith("stream"), turn, format));
        };
    }

    private static String text(String way, String body) {
        return switch (way) {
            case "chat", "complete" ->
                JSON.readTree(body).at("/choices/0/message/content").asString();
            case "generate" -> JSON.readTree(body).path("content").asString();
            case "messages" -> JSON.readTree(body).at("/content/0/text").asString();
            case "responses" ->
                JSON.readTree(body).at("/output/0/content/0/text").asString();
            default -> {
                StringBuilder text = new StringBuilder();
                body.lines().filter(line -> line.startsWith("data: {")).forEach(line -> {
                    JsonNode event = JSON.readTree(line.substring(6));
                    text.append(event.at("/choices/0/delta/content").asString(""))
                            .append(event.at("/delta/text").asString(""));
                });
                yield text.toString();
            }
        };
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                        .header("Content-Type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
