package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.journal.CallJournal;
import io.quantumlayer.llmrouter.key.Digest;
import io.quantumlayer.testsupport.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls that name a run and a number are paid once, however often they are made. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "quantumlayer.router.total-timeout=30s"})
@Timeout(60)
class JournalIT {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":100}";
    private static final String ADMIN = "an-admin-token";

    /** What the provider does with the next calls. */
    private static final AtomicReference<FaultyProvider.Behaviour> BEHAVIOUR = new AtomicReference<>();

    private static FaultyProvider provider;
    private static TestDatabase database;

    @TempDir
    private static Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String run = "run-" + UUID.randomUUID();

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private CallJournal journal;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        provider = new FaultyProvider("paid", call -> BEHAVIOUR.get().answer(call));
        database = TestDatabase.create();
        Path keys = Files.writeString(
                directory.resolve("keys.yaml"),
                "keys:\n  - {id: one, sha256: %s, owner: team}\n  - {id: two, sha256: %s, owner: team}\n"
                        .formatted(sha256("ql-one"), sha256("ql-two")));
        registry.add("quantumlayer.router.keys.file", keys::toString);
        registry.add("quantumlayer.router.keys.database.url", database::jdbcUrl);
        registry.add("quantumlayer.router.keys.database.username", database::user);
        registry.add("quantumlayer.router.keys.database.password", database::password);
        registry.add("quantumlayer.router.keys.admin-token-sha256", () -> sha256(ADMIN));
        registry.add("quantumlayer.router.providers.paid.base-url", provider::baseUrl);
        registry.add("quantumlayer.router.providers.paid.models", () -> "m");
        registry.add("quantumlayer.router.providers.paid.prices[m].input", () -> "1000");
        registry.add("quantumlayer.router.providers.paid.prices[m].output", () -> "2000");
    }

    private static String sha256(String secret) {
        return Digest.of(secret.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @BeforeEach
    void answerWell() {
        BEHAVIOUR.set(FaultyProvider.Call::good);
        provider.calls.clear();
    }

    @AfterAll
    static void stop() throws IOException {
        provider.close();
    }

    @Test
    void givesTheAnswerToTheSameCallAgainAndCountsItsPriceOnce() throws Exception {
        HttpResponse<String> first = call(1, BODY);
        HttpResponse<String> again = call(1, BODY);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(header(first, RouterClient.COST_HEADER)).isEqualTo("0.007");
        assertThat(first.headers().firstValue(RouterClient.REPLAYED_HEADER)).isEmpty();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, RouterClient.REPLAYED_HEADER)).isEqualTo("true");
        assertThat(header(again, RouterClient.COST_HEADER)).isEqualTo("0");
        assertThat(header(again, RouterClient.REPLAYED_COST_HEADER)).isEqualTo("0.007");
        assertThat(header(again, RouterClient.PROVIDER_HEADER)).isEqualTo("paid");
        assertThat(header(again, RouterClient.MODEL_HEADER)).isEqualTo("m");
        assertThat(again.headers().firstValue("X-QL-Cache")).isEmpty();
        assertThat(provider.calls).hasSize(1);
        JsonNode usage = usage();
        assertThat(usage.path("cost_usd").decimalValue()).isEqualByComparingTo(new BigDecimal("0.007"));
        assertThat(usage.at("/steps/0/calls").asInt()).isEqualTo(2);
        assertThat(usage.at("/steps/0/replayed_calls").asInt()).isEqualTo(1);
    }

    /** What a budget leaves for the answer is another number each time. */
    @Test
    void knowsACallWhateverItsLimit() throws Exception {
        call(1, BODY);
        call(1, BODY.replace("\"max_tokens\":100", "\"max_tokens\":90"));
        call(1, BODY.replace(",\"max_tokens\":100", ""));

        assertThat(provider.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "X-QL-Run,   another-run",
        "X-QL-Step,  tests",
        "X-QL-Round, 1",
        "X-QL-Call,  2",
    })
    void makesACallOfItsOwnForAnotherRunStepRoundOrNumber(String name, String value) throws Exception {
        call(1, BODY);

        HttpResponse<String> other = send(request("ql-one", 1, BODY).setHeader(name, value));

        assertThat(other.headers().firstValue(RouterClient.REPLAYED_HEADER)).isEmpty();
        assertThat(provider.calls).hasSize(2);
    }

    @Test
    void makesACallOfItsOwnForAnotherRequestAndForAnotherKey() throws Exception {
        call(1, BODY);

        send(request("ql-one", 1, BODY.replace("hi", "ho")));
        send(request("ql-two", 1, BODY));

        assertThat(provider.calls).hasSize(3);
    }

    @Test
    void asksOnceWhereTheSameCallComesTwiceAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        BEHAVIOUR.set(call -> {
            asked.countDown();
            answer.await();
            call.good();
        });
        CompletableFuture<HttpResponse<String>> first = later(request("ql-one", 1, BODY));
        asked.await();
        CompletableFuture<HttpResponse<String>> second = later(request("ql-one", 1, BODY));
        while (meters.get("llm.router.calls.active").gauge().value() < 2) {
            Thread.onSpinWait();
        }
        answer.countDown();

        assertThat(second.get().body()).isEqualTo(first.get().body());
        assertThat(header(second.get(), RouterClient.REPLAYED_HEADER)).isEqualTo("true");
        assertThat(provider.calls).hasSize(1);
    }

    @Test
    void keepsNoFailure() throws Exception {
        BEHAVIOUR.set(call -> call.error(400, "invalid_request_error", "bad"));
        assertThat(call(1, BODY).statusCode()).isEqualTo(400);
        BEHAVIOUR.set(FaultyProvider.Call::good);

        assertThat(call(1, BODY).statusCode()).isEqualTo(200);

        assertThat(provider.calls).hasSize(2);
    }

    @Test
    void makesACallAnewWhoseClientLeftBeforeItsAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        BEHAVIOUR.set(call -> {
            asked.countDown();
            call.hang();
        });
        CompletableFuture<HttpResponse<String>> left = later(request("ql-one", 1, BODY));
        asked.await();
        left.cancel(true);
        BEHAVIOUR.set(FaultyProvider.Call::good);

        HttpResponse<String> again = call(1, BODY);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue(RouterClient.REPLAYED_HEADER)).isEmpty();
    }

    /** Its row says that a router makes it, which is none of those that live. */
    @Test
    void makesACallAnewWhoseRouterDied() throws Exception {
        call(1, BODY);
        execute("update llm_router.call_journal set answered = null, router = gen_random_uuid() where run = '%s'"
                .formatted(run));

        HttpResponse<String> again = call(1, BODY);

        assertThat(again.headers().firstValue(RouterClient.REPLAYED_HEADER)).isEmpty();
        assertThat(provider.calls).hasSize(2);
        assertThat(header(call(1, BODY), RouterClient.REPLAYED_HEADER)).isEqualTo("true");
    }

    @Test
    void keepsNothingOfStreamsOfCallsWithoutNumberAndOfThoseThatForbidIt() throws Exception {
        send(request("ql-one", 1, BODY.replace("\"model\"", "\"stream\":true,\"model\"")));
        send(request("ql-one", 0, BODY));
        send(request("ql-one", 1, BODY).header("Cache-Control", "no-store"));

        assertThat(count("select count(*) from llm_router.call_journal where run = '%s'".formatted(run)))
                .isZero();
    }

    @Test
    void forgetsWhatIsOlderThanAnswersAreKept() throws Exception {
        call(1, BODY);
        call(2, BODY);
        execute("update llm_router.call_journal set begun = now() - interval '8 days' where run = '%s' and call = 1"
                .formatted(run));

        assertThat(journal.clean()).isEqualTo(1);

        assertThat(header(call(2, BODY), RouterClient.REPLAYED_HEADER)).isEqualTo("true");
        assertThat(call(1, BODY).headers().firstValue(RouterClient.REPLAYED_HEADER))
                .isEmpty();
    }

    @Test
    void goesOnWithoutTheJournalWhereItIsAway() throws Exception {
        execute("alter table llm_router.call_journal rename to call_journal_away");
        try {
            assertThat(call(1, BODY).statusCode()).isEqualTo(200);
            assertThat(call(1, BODY).statusCode()).isEqualTo(200);
        } finally {
            execute("alter table llm_router.call_journal_away rename to call_journal");
        }

        assertThat(provider.calls).hasSize(2);
    }

    @Test
    void keepsAnAnswerAndWhatItCostBothOrNeither() throws Exception {
        execute("alter table llm_router.usage_run rename to usage_run_away");
        try {
            assertThat(call(1, BODY).statusCode()).isEqualTo(200);
            assertThat(call(1, BODY).headers().firstValue(RouterClient.REPLAYED_HEADER))
                    .isEmpty();
        } finally {
            execute("alter table llm_router.usage_run_away rename to usage_run");
        }

        assertThat(usage().path("cost_usd").decimalValue()).isEqualByComparingTo(new BigDecimal("0.014"));
        assertThat(usage().at("/steps/0/replayed_calls").asInt()).isZero();
    }

    private HttpResponse<String> call(int number, String body) throws Exception {
        return send(request("ql-one", number, body));
    }

    private HttpRequest.Builder request(String key, int number, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + key)
                .header(CallOrigin.RUN_HEADER, run)
                .header(CallOrigin.STEP_HEADER, "code")
                .header(CallOrigin.ROUND_HEADER, "0")
                .header(CallOrigin.CALL_HEADER, Integer.toString(number))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode usage() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/usage?run=" + run))
                .header("Authorization", "Bearer " + ADMIN);
        return JSON.readTree(send(request).body());
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
