package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.prompts.EnhanceRequest;
import io.quantumlayer.contracts.prompts.EnhancedPrompt;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.prompts.RenderRequest;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.testsupport.RealPostgres;
import io.quantumlayer.testsupport.SilentServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asked for a task has left: nothing of it goes on. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "agent-orchestrator.roles.limits=[{model: hasty, timeout: 1s}]"})
@RealPostgres
@Timeout(120)
class CancellationIT {

    private static final SilentServer ROUTER = new SilentServer();
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int calledBefore;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void urls(DynamicPropertyRegistry registry) {
        registry.add("LLM_ROUTER_URL", ROUTER::url);
    }

    @AfterAll
    static void stop() throws IOException {
        ROUTER.close();
    }

    @BeforeEach
    void count() {
        calledBefore = ROUTER.called();
    }

    @Test
    void theModelsConnectionIsClosedAndTheTaskIsGivenUp() {
        String id = id();
        CompletableFuture<?> call = post(task(id, "m", 1));
        await().atMost(PATIENCE).until(() -> ROUTER.open() == 1);

        call.cancel(true);

        await().atMost(SOON).until(() -> ROUTER.open() == 0);
        await().atMost(SOON).until(() -> state(id).equals("failed"));
        assertThat(jdbc.sql("select error_type from tasks where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("https://quantumlayer.io/errors/canceled");
        // Nobody waits for the end of its lease.
        CompletableFuture<?> again = post(task(id, "m", 1));
        await().atMost(SOON).until(() -> ROUTER.open() == 1);
        again.cancel(true);
        await().atMost(SOON).until(() -> ROUTER.open() == 0);
    }

    @Test
    void inputsThatWaitForTheirTurnAreNeverAskedAbout() {
        String id = id();
        CompletableFuture<?> call = post(task(id, "m", 20));
        await().atMost(PATIENCE).until(() -> ROUTER.open() == 8);

        call.cancel(true);

        await().atMost(SOON).until(() -> ROUTER.open() == 0);
        await().atMost(SOON).until(() -> state(id).equals("failed"));
        assertThat(ROUTER.called() - calledBefore).isEqualTo(8);
    }

    @Test
    void sixtyTasksEndAtOnce() {
        List<String> ids = IntStream.range(0, 60).mapToObj(i -> id()).toList();
        List<? extends CompletableFuture<?>> calls =
                ids.stream().map(id -> post(task(id, "model-" + id, 1))).toList();
        await().atMost(PATIENCE).until(() -> ROUTER.open() == 60);

        calls.forEach(call -> call.cancel(true));

        await().atMost(SOON).until(() -> ROUTER.open() == 0);
        await().atMost(SOON).until(() -> ids.stream().allMatch(id -> state(id).equals("failed")));
        assertThat(ROUTER.called() - calledBefore).isEqualTo(60);
    }

    @Test
    void aCallThatTakesTooLongIsClosedAtTheServer() {
        HttpResponse<String> answer = post(task(id(), "hasty", 1)).join();

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body())
                .contains("within 1s", "\"role\":\"developer\"", "\"model\":\"hasty\"", "QL_ROLE_LIMITS");
        await().atMost(SOON).until(() -> ROUTER.called() == calledBefore + 1 && ROUTER.open() == 0);
    }

    private CompletableFuture<HttpResponse<String>> post(Map<String, Object> task) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tasks"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(task)))
                        .build(),
                BodyHandlers.ofString());
    }

    private String state(String id) {
        return jdbc.sql("select state from tasks where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static Map<String, Object> task(String id, String model, int inputs) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("id", id);
        task.put("role", "developer");
        task.put("pattern", "fan-out");
        task.put("model", model);
        task.put(
                "inputs",
                IntStream.range(0, inputs)
                        .mapToObj(i -> Map.of("path", "f" + i))
                        .toList());
        return task;
    }

    private static String id() {
        return "run:5:" + UUID.randomUUID();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Prompts {

        @Bean
        @Primary
        PromptsClient prompts() {
            FakeModel prompts = new FakeModel();
            return new PromptsClient() {
                @Override
                public EnhancedPrompt enhance(EnhanceRequest request) {
                    return prompts.enhance(request);
                }

                @Override
                public RenderedPrompt render(String name, RenderRequest request) {
                    return prompts.render(name, request);
                }
            };
        }
    }
}
