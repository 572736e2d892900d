package io.quantumlayer.local;

import static io.quantumlayer.local.RunningPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.local.RunningPlatform.Caller;
import io.quantumlayer.testsupport.SilentServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several callers of one platform, whose model never answers: what ends, and what the flood of one leaves to others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersIT {

    private static final int BOUND = 20;
    private static final int FLOOD = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> CALLERS = List.of("alice", "bob", "carol", "dave");
    private static final String SLOW = """
            {"prompt":"Create a Python function that adds","language":"python","type":"function","model":"slow/silent"}""";
    private static final String QUICK = """
            {"prompt":"Create a Python function that checks whether an IBAN is valid","language":"python",\
            "type":"function"}""";

    private final SilentServer model = new SilentServer();
    private RunningPlatform platform;

    @RegisterExtension
    final TestWatcher logTails = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            System.err.println(platform.tails());
        }
    };

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        Path keys = Files.writeString(
                temporary.resolve("keys"),
                CALLERS.stream()
                        .map(caller -> "%s:%s\n".formatted(caller, sha256(key(caller))))
                        .collect(Collectors.joining()));
        platform = RunningPlatform.start(
                temporary.toRealPath(),
                Map.of(
                        "QL_AUTH_MODE",
                        "api-key",
                        "QL_API_KEYS_FILE",
                        keys.toString(),
                        "QL_API_KEY",
                        key("alice"),
                        "QL_MAX_RUNNING_RUNS",
                        Integer.toString(BOUND),
                        "LLM_SLOW_BASE_URL",
                        model.url() + "/v1",
                        "LLM_SLOW_MODELS",
                        "silent"));
    }

    @AfterAll
    void stop() throws IOException {
        platform.close();
        model.close();
    }

    /** Leaves nothing running to the next test. */
    @AfterEach
    void cancelAll() throws IOException, InterruptedException {
        await().atMost(PATIENCE)
                .until(() -> caller("alice").get("/workflows?limit=1").statusCode() == 200);
        for (JsonNode run : listed()) {
            if (run.path("status").asString().equals("Running")) {
                cancel(run.path("workflow_id").asString());
            }
        }
        await().atMost(PATIENCE).until(() -> model.open() == 0);
    }

    @Test
    void aCanceledRunEndsAtTheProviderAndEverywhere() throws IOException, InterruptedException {
        int before = model.called();
        String id = started(caller("alice").post("/workflows/generate-extended", SLOW));
        await().atMost(PATIENCE).until(() -> model.open() == 1);

        Instant asked = Instant.now();
        cancel(id);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state(id).equals("Canceled"));
        print("one run was Canceled", asked);
        await().atMost(PATIENCE).until(() -> model.open() == 0);
        print("its connection at the provider was closed", asked);
        await().atMost(PATIENCE).until(() -> kept(id).equals("Canceled"));
        await().atMost(PATIENCE)
                .until(() -> listed().stream()
                        .filter(run -> run.path("workflow_id").asString().equals(id))
                        .allMatch(run -> run.path("status").asString().equals("Canceled")));
        assertThat(model.called() - before).as("calls of the model").isEqualTo(1);
    }

    @Test
    void sixtyCanceledRunsAllEndAndNoneIsPaidForAfterItsEnd() throws IOException, InterruptedException {
        Map<String, String> functions = new LinkedHashMap<>();
        for (String caller : List.of("alice", "carol", "dave")) {
            for (int i = 0; i < BOUND; i++) {
                String function = "sum_of_%s_%02d".formatted(caller, i);
                functions.put(startedOnceThereIsRoom(caller, SLOW.replace("that adds", function)), function);
            }
        }
        await().atMost(PATIENCE).until(() -> model.open() > 0);

        Instant asked = Instant.now();
        together(functions.keySet().stream()
                .<Callable<Void>>map(id -> () -> {
                    cancel(id);
                    return null;
                })
                .toList());
        print("the last of 60 cancellations was taken", asked);

        Map<String, Integer> calledAtEnd = new HashMap<>();
        await().atMost(PATIENCE).until(() -> {
            for (String id : functions.keySet()) {
                if (!calledAtEnd.containsKey(id) && state(id).equals("Canceled")) {
                    calledAtEnd.put(id, model.called(functions.get(id)));
                }
            }
            return calledAtEnd.size() == FLOOD;
        });
        print("all 60 runs were Canceled", asked);
        await().atMost(PATIENCE).until(() -> model.open() == 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(functions.keySet())
                        .allSatisfy(id -> assertThat(kept(id)).isEqualTo("Canceled")));
        print("all 60 runs were Canceled in QuantumDrop", asked);
        assertThat(listed())
                .filteredOn(run -> functions.containsKey(run.path("workflow_id").asString()))
                .hasSize(FLOOD)
                .allMatch(run -> run.path("status").asString().equals("Canceled"));
        assertThat(functions)
                .allSatisfy((id, function) ->
                        assertThat(model.called(function)).as(function).isEqualTo(calledAtEnd.get(id)));
    }

    @Test
    void theFloodOfOneLeavesRoomForTheRunOfAnother() throws IOException, InterruptedException {
        List<HttpResponse<String>> flood = together(IntStream.range(0, FLOOD)
                .<Callable<HttpResponse<String>>>mapToObj(
                        _ -> () -> caller("alice").post("/workflows/generate-extended", SLOW))
                .toList());

        Instant asked = Instant.now();
        String id = started(caller("bob").post("/workflows/generate-extended", QUICK));

        await().atMost(PATIENCE).until(() -> !state(id).equals("Running"));
        print("the run of another was done beside a flood", asked);
        assertThat(json(caller("bob").get("/workflows/" + id)).path("verdict").asString())
                .isEqualTo("complete");
        assertThat(flood).filteredOn(answer -> answer.statusCode() == 202).hasSize(BOUND);
        assertThat(flood)
                .filteredOn(answer -> answer.statusCode() != 202)
                .hasSize(FLOOD - BOUND)
                .allSatisfy(refused -> {
                    assertThat(refused.statusCode()).isEqualTo(429);
                    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                            .isPositive();
                    assertThat(json(refused).path("limit").asInt()).isEqualTo(BOUND);
                });
    }

    private String startedOnceThereIsRoom(String caller, String body) {
        return started(await().atMost(PATIENCE)
                .until(
                        () -> caller(caller).post("/workflows/generate-extended", body),
                        answer -> answer.statusCode() == 202));
    }

    private void cancel(String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = caller("alice").post("/workflows/%s/cancel".formatted(id), "");
        assertThat(answer.statusCode()).as(answer.body()).isIn(202, 409);
    }

    private String state(String id) throws IOException, InterruptedException {
        return json(caller("alice").get("/workflows/" + id)).path("status").asString();
    }

    /** What QuantumDrop knows. */
    private String kept(String id) throws IOException, InterruptedException {
        return json(caller("alice").get("/runs/" + id)).path("state").asString();
    }

    private List<JsonNode> listed() throws IOException, InterruptedException {
        HttpResponse<String> page = caller("alice").get("/workflows?limit=200");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return json(page).path("workflows").valueStream().toList();
    }

    private Caller caller(String name) {
        return platform.caller(key(name));
    }

    private static String started(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("workflow_id").asString();
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private static void print(String what, Instant since) {
        System.out.printf(
                "%s after %d ms%n", what, Duration.between(since, Instant.now()).toMillis());
    }

    private static String key(String caller) {
        return "key-of-" + caller;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
