package io.quantumlayer.llmrouter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where there are keys, a key sees the models that it may ask, in its client's protocol. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "quantumlayer.router.providers.one.base-url=http://127.0.0.1:9/v1",
            "quantumlayer.router.providers.one.models=gpt-4o,gpt-4o-mini,claude-x",
            "quantumlayer.router.providers.two.base-url=http://127.0.0.1:9/v1",
            "quantumlayer.router.providers.two.models=gpt-4o,qwen",
            "quantumlayer.router.providers.any.base-url=http://127.0.0.1:9/v1"
        })
class ModelsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path directory;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) throws Exception {
        Path file = directory.resolve("keys.yaml");
        Files.writeString(
                file,
                "keys:\n"
                        + "  - {id: narrow, owner: a, sha256: %s, models: ['gpt-*', 'two/*', some-model]}\n"
                                .formatted(hash("narrow"))
                        + "  - {id: all, owner: b, sha256: %s}\n".formatted(hash("all")));
        registry.add("quantumlayer.router.keys.file", file::toString);
    }

    private static String hash(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aKeySeesWhatItMayAskByNamesThatItMayUse() throws Exception {
        assertThat(ids(get("/v1/models", "Authorization", "Bearer narrow")))
                .containsExactly("gpt-4o", "gpt-4o-mini", "two/gpt-4o", "two/qwen", "some-model");
        assertThat(ids(get("/v1/models", "x-api-key", "all")))
                .contains("recipe-engine", "gpt-4o", "claude-x", "qwen", "any/*")
                .doesNotContain("some-model");
        assertThat(get("/v1/models/claude-x", "Authorization", "Bearer narrow").statusCode())
                .isEqualTo(404);
        assertThat(get("/v1/models/two/qwen", "Authorization", "Bearer narrow").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/gpt-4o", "two/qwen", "any/some-model", "one/claude-x"})
    void aModelIsFoundByItsProvidersNameToo(String name) throws Exception {
        assertThat(id(get("/v1/models/" + name, "Authorization", "Bearer all"))).isEqualTo(name);
        assertThat(id(get("/v1/models/" + name, "x-api-key", "all", "anthropic-version", "2023-06-01")))
                .isEqualTo(name);
        assertThat(get("/v1/models/" + name, "Authorization", "Bearer narrow").statusCode())
                .isEqualTo(name.startsWith("two/") ? 200 : 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/unknown", "nobody/gpt-4o", "unknown", "any/"})
    void aNameThatNobodyListsIsNotFound(String name) throws Exception {
        assertThat(get("/v1/models/" + name, "Authorization", "Bearer all").statusCode())
                .isEqualTo(404);
    }

    private static String id(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).path("id").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/api/v1/llm/models", "/api/v1/models", "/v1/models/gpt-4o"})
    void whoHasNoKeySeesNoModels(String path) throws Exception {
        for (String[] headers :
                List.of(new String[] {"Accept", "application/json"}, new String[] {"Authorization", "Bearer wrong"})) {
            HttpResponse<String> answer = get(path, headers);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            assertThat(JSON.readTree(answer.body()).path("error").path("code").asString())
                    .isEqualTo("invalid_api_key");
        }
        HttpResponse<String> anthropic = get(path, "anthropic-version", "2023-06-01");
        assertThat(anthropic.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(anthropic.body()).path("type").asString()).isEqualTo("error");
        assertThat(JSON.readTree(anthropic.body()).path("error").path("type").asString())
                .isEqualTo("authentication_error");
    }

    @Test
    void anAnthropicClientIsToldInItsOwnFormatPageByPage() throws Exception {
        String[] headers = {"anthropic-version", "2023-06-01", "x-api-key", "narrow"};
        JsonNode first = JSON.readTree(get("/v1/models?limit=2", headers).body());

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("first_id").asString()).isEqualTo("gpt-4o");
        assertThat(first.path("last_id").asString()).isEqualTo("gpt-4o-mini");
        JsonNode model = first.path("data").path(0);
        assertThat(model.path("type").asString()).isEqualTo("model");
        assertThat(model.path("display_name").asString()).isEqualTo("gpt-4o");
        assertThat(model.path("created_at").asString()).isEqualTo("1970-01-01T00:00:00Z");

        JsonNode second = JSON.readTree(
                get("/v1/models?limit=1000&after_id=gpt-4o-mini", headers).body());
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(ids(second)).containsExactly("two/gpt-4o", "two/qwen", "some-model");
        JsonNode before = JSON.readTree(
                get("/v1/models?limit=1&before_id=two/gpt-4o", headers).body());
        assertThat(ids(before)).containsExactly("gpt-4o-mini");
        assertThat(before.path("has_more").asBoolean()).isTrue();

        assertThat(get("/v1/models?limit=0", headers).statusCode()).isEqualTo(400);
        assertThat(get("/v1/models?after_id=none", headers).body()).contains("after_id");
        assertThat(JSON.readTree(get("/v1/models/two/qwen", headers).body())
                        .path("type")
                        .asString())
                .isEqualTo("model");
    }

    private static Stream<String> ids(HttpResponse<String> answer) {
        return ids(JSON.readTree(answer.body()));
    }

    private static Stream<String> ids(JsonNode list) {
        return list.path("data").valueStream().map(model -> model.path("id").asString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
