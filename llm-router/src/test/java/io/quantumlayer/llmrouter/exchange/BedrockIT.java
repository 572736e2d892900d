package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients of both protocols on Amazon Bedrock's Converse API, signed and in binary frames. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class BedrockIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> PATHS = new CopyOnWriteArrayList<>();
    private static final List<String> BODIES = new CopyOnWriteArrayList<>();
    private static final List<String> AUTHORIZATIONS = new CopyOnWriteArrayList<>();
    private static final byte[] PNG = "\u0089PNG picture".getBytes(StandardCharsets.ISO_8859_1);
    private static HttpServer bedrock;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void bedrock(DynamicPropertyRegistry registry) throws IOException {
        System.setProperty("aws.accessKeyId", "AKIDTEST");
        System.setProperty("aws.secretAccessKey", "wJalr");
        bedrock = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bedrock.createContext("/", BedrockIT::answer);
        bedrock.createContext("/pictures/", BedrockIT::picture);
        bedrock.start();
        registry.add("quantumlayer.router.providers.aws.type", () -> "bedrock");
        registry.add("quantumlayer.router.providers.aws.region", () -> "eu-west-1");
        registry.add("quantumlayer.router.providers.aws.models", () -> "anthropic.claude:0");
        registry.add(
                "quantumlayer.router.providers.aws.base-url",
                () -> "http://127.0.0.1:" + bedrock.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        bedrock.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** An image server of somebody's. */
    private static void picture(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring("/pictures/".length());
            byte[] body = name.equals("a.png") ? PNG : "<html>".getBytes(StandardCharsets.UTF_8);
            if (name.equals("moved")) {
                exchange.getResponseHeaders().set("Location", "a.png");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(name.equals("gone") ? 404 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        PATHS.add(exchange.getRequestURI().getRawPath());
        BODIES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        AUTHORIZATIONS.add(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body;
        if (exchange.getRequestURI().getPath().endsWith("converse-stream")) {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            frame(frames, "messageStart", "{\"role\":\"assistant\"}");
            frame(frames, "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi \"}}");
            frame(frames, "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"there\"}}");
            frame(frames, "contentBlockStop", "{\"contentBlockIndex\":0}");
            frame(frames, "messageStop", "{\"stopReason\":\"end_turn\"}");
            frame(
                    frames,
                    "metadata",
                    "{\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9},\"metrics\":{\"latencyMs\":1}}");
            body = frames.toByteArray();
        } else {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            body =
                    ("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi there\"}]}},\"stopReason\":\"end_turn\","
                                    + "\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9},\"metrics\":{\"latencyMs\":1}}")
                            .getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            // Frames are cut anywhere on their way.
            for (int at = 0; at < body.length; at += 50) {
                out.write(body, at, Math.min(50, body.length - at));
                out.flush();
            }
        }
    }

    private static void frame(ByteArrayOutputStream out, String type, String payload) {
        new Message(
                        Map.of(
                                ":event-type", HeaderValue.fromString(type),
                                ":message-type", HeaderValue.fromString("event")),
                        payload.getBytes(StandardCharsets.UTF_8))
                .encode(out);
    }

    @Test
    void answersAnOpenAiClientAndSignsItsRequest() throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", false);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode completion = JSON.readTree(answer.body());
        assertThat(completion.at("/choices/0/message/content").asString()).isEqualTo("Hi there");
        assertThat(completion.at("/usage/prompt_tokens").asLong()).isEqualTo(7);
        assertThat(PATHS.getLast()).isEqualTo("/model/anthropic.claude%3A0/converse");
        assertThat(AUTHORIZATIONS.getLast())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDTEST/")
                .contains("/eu-west-1/bedrock/aws4_request", "x-amz-date", "Signature=");
        assertThat(JSON.readTree(BODIES.getLast())
                        .at("/messages/0/content/0/text")
                        .asString())
                .isEqualTo("Hello");
    }

    @Test
    void streamsToClientsOfBothProtocols() throws Exception {
        String openai = post("/v1/chat/completions", true).body();
        String anthropic = post("/v1/messages", true).body();

        assertThat(openai).contains("\"Hi \"", "\"there\"").endsWith("data: [DONE]\n\n");
        assertThat(anthropic).contains("\"Hi \"", "event: message_stop");
        assertThat(PATHS.getLast()).endsWith("/converse-stream");
    }

    @Test
    void answersAnAnthropicClient() throws Exception {
        HttpResponse<String> answer = post("/v1/messages", false);

        assertThat(JSON.readTree(answer.body()).at("/content/0/text").asString())
                .as(answer.body())
                .isEqualTo("Hi there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions | "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"URL"}}]}]
            /v1/messages         | "messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"URL"}}]}]
            /v1/responses        | "input":[{"role":"user","content":[{"type":"input_image","image_url":"URL"}]}]
            """)
    void sendsAnImageThatAClientNamesByItsAddress(String path, String content) throws Exception {
        for (String name : new String[] {"a.png", "moved"}) {
            HttpResponse<String> answer = post(path, content.replace("URL", picture(name)));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode image = JSON.readTree(BODIES.getLast()).at("/messages/0/content/0/image");
            assertThat(image.path("format").asString()).isEqualTo("png");
            assertThat(image.at("/source/bytes").asString())
                    .isEqualTo(Base64.getEncoder().encodeToString(PNG));
        }
    }

    @ParameterizedTest
    @CsvSource({"gone, answered 404", "page, is no PNG", "http://10.255.255.1/a.png, host is unknown"})
    void saysWhichImageCannotBeFetched(String name, String cause) throws Exception {
        String url = name.startsWith("http") ? name : picture(name);
        HttpResponse<String> answer = post("/v1/chat/completions", """
                "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"%s"}}]}]""".formatted(url));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("param").asString()).isEqualTo("messages[0].content[0].image_url.url");
        assertThat(error.path("code").asString()).isEqualTo("image_not_fetched");
        assertThat(error.path("message").asString()).contains(cause, "send the image itself in base64");
    }

    private static String picture(String name) {
        return "http://127.0.0.1:%d/pictures/%s".formatted(bedrock.getAddress().getPort(), name);
    }

    private HttpResponse<String> post(String path, boolean stream) throws Exception {
        return post(path, "\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]".formatted(stream));
    }

    private HttpResponse<String> post(String path, String members) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .header("anthropic-version", "2023-06-01")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"anthropic.claude:0\",\"%s\":20,%s}"
                                                .formatted(
                                                        path.endsWith("responses") ? "max_output_tokens" : "max_tokens",
                                                        members)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
