package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers do wrong: each time the protocol's own error, nothing forwarded, and nothing in the log at error level. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class BadInputIT {

    private static final Leaks LEAKS = new Leaks();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OPENAI = "/v1/chat/completions";
    private static final String ANTHROPIC = "/v1/messages";
    private static final String GOOD =
            "{\"model\":\"%s\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Grüße \\n \\u0041\"}],"
                    + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],"
                    + "\"stream_options\":{\"include_usage\":true},\"temperature\":0.5,\"stream\":true}";

    private static FaultyProvider provider;
    private static Path keys;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) throws Exception {
        provider = new FaultyProvider("good", FaultyProvider.Call::good);
        keys = Files.createTempFile("keys", ".yaml");
        Files.writeString(keys, keyFile());
        for (String type : new String[] {"openai", "anthropic"}) {
            registry.add("quantumlayer.router.providers.%s-good.base-url".formatted(type), provider::baseUrl);
            registry.add("quantumlayer.router.providers.%s-good.type".formatted(type), () -> type);
            registry.add("quantumlayer.router.providers.%s-good.models".formatted(type), () -> type);
        }
        registry.add("quantumlayer.router.providers.openai-good.prices.openai.input", () -> "10");
        registry.add("quantumlayer.router.providers.openai-good.prices.openai.output", () -> "10");
        registry.add("quantumlayer.router.keys.file", keys::toString);
    }

    private static String keyFile() throws Exception {
        return """
                keys:
                  - {id: good, owner: tests, sha256: %s}
                  - {id: revoked, owner: tests, sha256: %s, revoked: "2020-01-01T00:00:00Z"}
                  - {id: expired, owner: tests, sha256: %s, expires: "2020-01-01T00:00:00Z"}
                  - {id: broke, owner: tests, sha256: %s, budget: {usd: 0.0001, period: total}}
                """.formatted(hash("ql-good"), hash("ql-revoked"), hash("ql-expired"), hash("ql-broke"));
    }

    private static String hash(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterAll
    static void stop() throws Exception {
        try (LEAKS) {
            assertThat(LEAKS.found()).isEmpty();
        }
        provider.close();
        Files.delete(keys);
    }

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger("io.quantumlayer")).addAppender(log);
        provider.calls.clear();
    }

    @AfterEach
    void nothingAtErrorLevel() {
        ((Logger) LoggerFactory.getLogger("io.quantumlayer")).detachAppender(log);
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model":                                                        | 400 | invalid_request_error |
            []                                                               | 400 | invalid_request_error |
            {"messages":[]}                                                  | 400 | invalid_request_error | model
            {"model":"%s"}                                                   | 400 | invalid_request_error | messages
            {"model":"%s","messages":[],"temperature":NaN}                   | 400 | invalid_request_error |
            {"model":"%s","messages":[],"stream":"yes"}                      | 400 | invalid_request_error | stream
            {"model":"unheard-of","messages":[]}                             | 404 | invalid_request_error | model
            """)
    void namesWhatIsWrongWithABody(String body, int status, String type, String param) throws Exception {
        for (String path : new String[] {OPENAI, ANTHROPIC}) {
            HttpResponse<String> answer =
                    post(path, body.replace("%s", model(path)), "ql-good", "application/json", true);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            JsonNode error = JSON.readTree(answer.body()).path("error");
            if (path.equals(OPENAI)) {
                assertThat(error.path("type").asString()).isEqualTo(type);
                assertThat(error.path("param").asString("")).isEqualTo(param == null ? "" : param);
            } else {
                assertThat(error.path("type").asString()).isEqualTo(status == 404 ? "not_found_error" : type);
                assertThat(error.path("message").asString()).contains(param == null ? "" : param);
            }
        }
        assertThat(provider.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ", 401, invalid_api_key, authentication_error",
        "ql-unknown, 401, invalid_api_key, authentication_error",
        "ql-revoked, 401, key_revoked, authentication_error",
        "ql-expired, 401, key_expired, authentication_error"
    })
    void saysWhatIsWrongWithAKey(String key, int status, String code, String type) throws Exception {
        HttpResponse<String> openai = post(OPENAI, GOOD.formatted("openai"), key, "application/json", true);
        HttpResponse<String> anthropic = post(ANTHROPIC, GOOD.formatted("anthropic"), key, "application/json", true);

        assertThat(openai.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(openai.body()).path("error").path("code").asString())
                .isEqualTo(code);
        assertThat(anthropic.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(anthropic.body()).path("error").path("type").asString())
                .isEqualTo(type);
        assertThat(openai.body() + anthropic.body()).doesNotContain("ql-unknown");
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void refusesACallThatTheBudgetDoesNotCover() throws Exception {
        HttpResponse<String> answer = post(OPENAI, GOOD.formatted("openai"), "ql-broke", "application/json", true);

        assertThat(answer.statusCode()).isEqualTo(402);
        assertThat(answer.body()).contains("insufficient_quota", "budget_exceeded");
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void refusesOtherContentTypesMissingVersionsAndLargeBodies() throws Exception {
        assertThat(post(OPENAI, "a=b", "ql-good", "application/x-www-form-urlencoded", true)
                        .statusCode())
                .isEqualTo(415);
        HttpResponse<String> version =
                post(ANTHROPIC, GOOD.formatted("anthropic"), "ql-good", "application/json", false);
        assertThat(version.statusCode()).isEqualTo(400);
        assertThat(version.body()).contains("anthropic-version", "2023-06-01");
        assertThat(post(OPENAI, "x".repeat(11_000_000), "ql-good", "application/json", true)
                        .statusCode())
                .isEqualTo(413);
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void answersTenThousandMutatedBodiesWithoutFailing() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            // Three quarters are translated on the way, which looks at everything.
            String path = random.nextBoolean() ? OPENAI : ANTHROPIC;
            String model = random.nextInt(4) == 0 ? model(path) : model(path.equals(OPENAI) ? ANTHROPIC : OPENAI);
            byte[] body = GOOD.formatted(model).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<String> answer = http.send(
                    request(path, "ql-good", "application/json", true)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s %s %s", path, new String(body, StandardCharsets.ISO_8859_1), answer.body())
                    .isLessThan(500);
        }
    }

    @Test
    void usesAChangedKeyFileWithinASecondAndKeepsTheOldOneWhenTheNewOneIsBroken() throws Exception {
        String body = GOOD.formatted("openai");
        assertThat(post(OPENAI, body, "ql-new", "application/json", true).statusCode())
                .isEqualTo(401);

        Files.writeString(keys, keyFile() + "  - {id: new, owner: tests, sha256: %s}\n".formatted(hash("ql-new")));
        TimeUnit.MILLISECONDS.sleep(1000);
        assertThat(post(OPENAI, body, "ql-new", "application/json", true).statusCode())
                .isEqualTo(200);

        Files.writeString(keys, "keys: [{id: new}]\n");
        TimeUnit.MILLISECONDS.sleep(1000);
        assertThat(post(OPENAI, body, "ql-new", "application/json", true).statusCode())
                .isEqualTo(200);
        assertThat(log.list).anyMatch(event -> event.getFormattedMessage().contains("what it said before goes on"));
        log.list.clear();
        Files.writeString(keys, keyFile());
        TimeUnit.MILLISECONDS.sleep(1000);
    }

    private static String model(String path) {
        return path.equals(OPENAI) ? "openai" : "anthropic";
    }

    private HttpResponse<String> post(String path, String body, String key, String type, boolean version)
            throws Exception {
        return http.send(
                request(path, key, type, version)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key, String type, boolean version) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", type);
        if (version) {
            request.header("anthropic-version", "2023-06-01");
        }
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }
}
