package io.quantumlayer.llmrouter.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.testsupport.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API and the usage over HTTP, with PostgreSQL behind them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
class KeyApiIT {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String ADMIN = "an-admin-token";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Authoriser authoriser;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase database = TestDatabase.create();
        registry.add("quantumlayer.router.keys.database.url", database::jdbcUrl);
        registry.add("quantumlayer.router.keys.database.username", database::user);
        registry.add("quantumlayer.router.keys.database.password", database::password);
        registry.add(
                "quantumlayer.router.keys.admin-token-sha256",
                () -> Digest.of(ADMIN).hex());
    }

    @Test
    void createsAKeyThatWorksAtOnceAndShowsItsSecretOnce() throws Exception {
        assertThat(send("GET", "/api/v1/keys", null, null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/v1/keys", "wrong", null).statusCode()).isEqualTo(401);
        HttpResponse<String> nobody = send("POST", "/api/v1/llm/keys", ADMIN, "{\"rpm\":0}");
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(nobody.body()).contains("owner", "rpm");

        HttpResponse<String> created = send(
                "POST",
                "/api/v1/llm/keys",
                ADMIN,
                "{\"owner\":\"search\",\"models\":[\"large\"],\"budget\":{\"usd\":2.5,\"period\":\"month\"}}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode key = JSON.readTree(created.body());
        String id = key.path("id").asString();
        String secret = key.path("secret").asString();
        assertThat(secret).matches("ql-[A-Za-z0-9_-]{43}");
        assertThat(authoriser.isRequired()).isTrue();
        Admission admission = authoriser.admit(secret, Keys.call(10, 10, 1_000));
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        ((Admission.Granted) admission)
                .settle(new Settlement(
                        "fake",
                        "large",
                        7,
                        3,
                        0,
                        1_234,
                        false,
                        true,
                        false,
                        new CallOrigin("run-1", "code", 2, 5),
                        200));

        HttpResponse<String> usage = send("GET", "/api/v1/usage?model=large", secret, null);
        assertThat(usage.statusCode()).as(usage.body()).isEqualTo(200);
        JsonNode line = JSON.readTree(usage.body()).path("usage").path(0);
        assertThat(line.path("key").asString()).isEqualTo(id);
        assertThat(line.path("prompt_tokens").asInt()).isEqualTo(7);
        assertThat(line.path("cost_usd").decimalValue()).isEqualByComparingTo("0.000001234");
        JsonNode ofRun = JSON.readTree(
                send("GET", "/api/v1/llm/usage?run=run-1", secret, null).body());
        assertThat(ofRun.path("cost_usd").decimalValue()).isEqualByComparingTo("0.000001234");
        assertThat(ofRun.path("steps").path(0).path("step").asString()).isEqualTo("code");
        assertThat(ofRun.path("steps").path(0).path("prompt_tokens").asInt()).isEqualTo(7);
        assertThat(ofRun.path("usage").path(0).path("round").asInt()).isEqualTo(2);
        assertThat(send("GET", "/api/v1/usage?run=run-2", secret, null).body()).contains("\"calls\":0", "\"steps\":[]");
        assertThat(send("GET", "/api/v1/llm/usage?key=other", secret, null).statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/v1/llm/usage?key=other", ADMIN, null).body())
                .contains("\"usage\":[]");
        assertThat(send("GET", "/api/v1/usage", null, null).statusCode()).isEqualTo(401);

        HttpResponse<String> changed = send("PATCH", "/api/v1/keys/" + id, ADMIN, "{\"models\":[\"small\"]}");
        assertThat(JSON.readTree(changed.body()).path("owner").asString()).isEqualTo("search");
        assertThat(((Admission.Refused) authoriser.admit(secret, Keys.call(1, 1, 0))).code())
                .isEqualTo("model_not_allowed");

        String list = send("GET", "/api/v1/keys", ADMIN, null).body();
        assertThat(list).contains(id).doesNotContain(secret, Digest.of(secret).hex());

        assertThat(send("DELETE", "/api/v1/keys/" + id, ADMIN, null).statusCode())
                .isEqualTo(204);
        assertThat(((Admission.Refused) authoriser.admit(secret, Keys.call(1, 1, 0))).code())
                .isEqualTo("key_revoked");
        assertThat(send("DELETE", "/api/v1/keys/none", ADMIN, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aChangeClearsWhatIsNullAndLeavesWhatIsAbsent() throws Exception {
        String path = "/api/v1/keys/" + create("""
                {"owner": "search", "name": "nightly", "models": ["large"], "rpm": 5, "tpm": 1000, "concurrency": 2,
                 "budget": {"usd": 123456789.123456789, "period": "month"}, "expires": "2030-01-01T00:00:00Z"}""");

        JsonNode untouched = changed(path, "application/merge-patch+json", "{}");
        assertThat(untouched.path("rpm").asLong()).isEqualTo(5);
        assertThat(untouched.path("expires").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(untouched.path("budget").path("usd").decimalValue()).isEqualByComparingTo("123456789.123456789");

        JsonNode merged = changed(
                path, "application/merge-patch+json", "{\"budget\": {\"usd\": 987654321.987654321}, \"rpm\": null}");
        assertThat(merged.path("budget").path("usd").decimalValue()).isEqualByComparingTo("987654321.987654321");
        assertThat(merged.path("budget").path("period").asString()).isEqualTo("month");
        assertThat(merged.has("rpm")).isFalse();
        assertThat(merged.path("tpm").asLong()).isEqualTo(1000);

        JsonNode cleared = changed(path, "application/json", """
                {"name": null, "models": null, "tpm": null, "concurrency": null, "budget": null, "expires": null}""");
        assertThat(cleared.propertyNames()).containsExactlyInAnyOrder("id", "owner", "models");
        assertThat(cleared.path("models").isEmpty()).isTrue();
        assertThat(cleared.path("owner").asString()).isEqualTo("search");
    }

    @Test
    void refusesAChangeThatLeavesNoProperKey() throws Exception {
        String path = "/api/v1/keys/" + create("{\"owner\": \"search\"}");

        for (String patch : List.of(
                "{\"owner\": null}",
                "{\"owner\": \" \"}",
                "{\"rpm\": 0}",
                "{\"rpm\": \"many\"}",
                "{\"models\": [null]}",
                "{\"budget\": {\"usd\": 5}}",
                "{\"budget\": {\"usd\": 5, \"period\": \"year\"}}",
                "{\"expires\": \"soon\"}",
                "[]",
                "null",
                "{")) {
            HttpResponse<String> refused = send("PATCH", path, ADMIN, "application/merge-patch+json", patch);
            assertThat(refused.statusCode()).as(patch + " " + refused.body()).isEqualTo(400);
        }
        assertThat(send("PATCH", path, ADMIN, "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(send("GET", "/api/v1/keys", ADMIN, null).body()).contains("\"owner\":\"search\"");
    }

    private String create(String body) throws Exception {
        HttpResponse<String> created = send("POST", "/api/v1/keys", ADMIN, body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return JSON.readTree(created.body()).path("id").asString();
    }

    private JsonNode changed(String path, String type, String patch) throws Exception {
        HttpResponse<String> changed = send("PATCH", path, ADMIN, type, patch);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        return JSON.readTree(changed.body());
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, @Nullable String body)
            throws Exception {
        return send(method, path, token, "application/json", body);
    }

    private HttpResponse<String> send(
            String method, String path, @Nullable String token, String type, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
