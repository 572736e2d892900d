package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import io.quantumlayer.testsupport.RealPostgres;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "agent-orchestrator.tasks.lease=600ms",
            "agent-orchestrator.tasks.patience=2s"
        })
@RealPostgres
@Timeout(60)
class TasksIT {

    @LocalServerPort
    private int port;

    @Autowired
    private FakeModel model;

    @Autowired
    private JdbcClient jdbc;

    private WebTestClient web;

    @BeforeEach
    void connect() {
        model.asked.clear();
        model.answers(FakeModel.VALID);
        web = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("agent-orchestrator", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/tasks", "/api/v1/agents/tasks", "/api/v1/agents/execute"})
    void answersATaskWithProvenance(String path) {
        web.post()
                .uri(path)
                .bodyValue(single(null, "a.py"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isNotEmpty()
                .jsonPath("$.state")
                .isEqualTo("completed")
                .jsonPath("$.answers[0].answer.content")
                .isEqualTo("x")
                .jsonPath("$.answers[0].provenance.provider")
                .isEqualTo("fake")
                .jsonPath("$.answers[0].provenance.prompt_version")
                .isEqualTo(7)
                .jsonPath("$.usage.calls")
                .isEqualTo(1)
                .jsonPath("$.usage.cost_usd")
                .isEqualTo(0.25);
        assertThat(model.asked.getLast().model()).isEqualTo("recipe-engine");
    }

    @Test
    void answersAFinishedTaskFromTheStore() {
        String id = id();
        String first = body(single(id, "a.py"), 200);

        String second = body(single(id, "a.py"), 200);

        assertThat(second).isEqualTo(first);
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void refusesAnotherRequestUnderTheSameId() {
        String id = id();
        body(single(id, "a.py"), 200);

        assertThat(body(single(id, "b.py"), 409)).contains("another request");
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void callsTheModelOnceForTheSameTaskAtTheSameTime() {
        String id = id();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        model.answers(request -> {
            asked.countDown();
            await(release);
            return FakeModel.says(FakeModel.VALID);
        });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> body(single(id, "a.py"), 200));
        await(asked);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> body(single(id, "a.py"), 200));

        sleep(1_500);
        assertThat(second).isNotDone();
        release.countDown();

        assertThat(second.join()).isEqualTo(first.join());
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void tellsWhenToAskAgainAfterWaitingForWorkElsewhere() {
        String id = id();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        model.answers(request -> {
            asked.countDown();
            await(release);
            return FakeModel.says(FakeModel.VALID);
        });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> body(single(id, "a.py"), 200));
        await(asked);

        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(single(id, "a.py"))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .valueEquals("Retry-After", "5");

        release.countDown();
        first.join();
    }

    @Test
    void takesOverATaskWhoseHolderIsGone() {
        String id = id();
        body(single(id, "a.py"), 200);
        jdbc.sql("""
                        update tasks set state = 'working', result = null, completed_at = null, lease_holder = ?,
                            lease_until = now() - interval '1 second' where id = ?
                        """).param(UUID.randomUUID()).param(id).update();
        jdbc.sql("delete from answers where scope = ?").param("task/" + id).update();

        assertThat(body(single(id, "a.py"), 200)).contains("\"completed\"");
        assertThat(model.asked).hasSize(2);
    }

    @Test
    void worksOnAFailedTaskAgainEvenWithALargerBudget() {
        Map<String, Object> request = single(id(), "a.py");
        request.put("budget", Map.of("calls", 0));
        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(402)
                .expectBody()
                .jsonPath("$.limit")
                .isEqualTo("calls")
                .jsonPath("$.allowed")
                .isEqualTo(0)
                .jsonPath("$.used.calls")
                .isEqualTo(0);
        web.get()
                .uri("/api/v1/tasks/" + request.get("id"))
                .exchange()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("failed")
                .jsonPath("$.error_type")
                .isEqualTo("https://quantumlayer.io/errors/budget-exceeded");

        request.put("budget", Map.of("calls", 1));

        assertThat(body(request, 200)).contains("\"completed\"");
    }

    @Test
    void answersInvalidAnswersWith422AndTheViolations() {
        model.answers("no");
        String id = id();

        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(single(id, "a.py"))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://quantumlayer.io/errors/answer-invalid")
                .jsonPath("$.violations.length()")
                .isEqualTo(1);
        web.get()
                .uri("/api/v1/tasks/" + id)
                .exchange()
                .expectBody()
                .jsonPath("$.usage.calls")
                .isEqualTo(2);
    }

    @Test
    void resultCountsTheAttemptsThatFailedBeforeIt() {
        model.answers("no");
        String id = id();
        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(single(id, "a.py"))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.used.calls")
                .isEqualTo(2);
        model.answers(FakeModel.VALID);

        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(single(id, "a.py"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.usage.calls")
                .isEqualTo(3)
                .jsonPath("$.answers[0].provenance.usage.calls")
                .isEqualTo(1);
    }

    @Test
    void budgetIsThatOfAllAttempts() {
        model.answers("no");
        Map<String, Object> request = new LinkedHashMap<>(single(id(), "a.py"));
        request.put("budget", Map.of("calls", 2));
        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        model.answers(FakeModel.VALID);

        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(402)
                .expectBody()
                .jsonPath("$.used.calls")
                .isEqualTo(2);
    }

    @Test
    void fansOutInOrder() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("role", "developer");
        request.put("pattern", "fan-out");
        request.put("inputs", List.of(Map.of("path", "a.py"), Map.of("path", "b.py"), Map.of("path", "c.py")));
        model.answers(asked -> FakeModel.says("{\"path\":\"%s\",\"content\":\"x\"}"
                .formatted(asked.messages().getLast().content().replaceAll("(?s).*\"path\":\"(.*?)\".*", "$1"))));

        web.post()
                .uri("/api/v1/tasks")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.answers[0].answer.path")
                .isEqualTo("a.py")
                .jsonPath("$.answers[2].answer.path")
                .isEqualTo("c.py")
                .jsonPath("$.usage.calls")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{}; role",
                "{\"role\":\"poet\",\"inputs\":[{}]}; role",
                "{\"role\":\"developer\"}; inputs",
                "{\"role\":\"developer\",\"inputs\":[]}; inputs",
                "{\"role\":\"developer\",\"inputs\":[{},{}]}; inputs",
                "{\"role\":\"developer\",\"inputs\":[null]}; inputs[0]",
                "{\"role\":\"developer\",\"inputs\":[7]}; inputs[0]",
                "{\"role\":\"developer\",\"inputs\":[{}],\"pattern\":\"debate\"}; pattern",
                "{\"role\":\"developer\",\"inputs\":[{}],\"id\":\"a b\"}; id",
                "{\"role\":\"developer\",\"inputs\":[{}],\"context_id\":\"a/b\"}; context_id",
                "{\"role\":\"developer\",\"inputs\":[{}],\"model\":\" \"}; model",
                "{\"role\":\"developer\",\"inputs\":[{}],\"budget\":{\"usd\":-1}}; budget.usd"
            })
    void refusesABadRequestNamingTheField(String body, String field) {
        web.post()
                .uri("/api/v1/tasks")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        assertThat(model.asked).isEmpty();
    }

    @Test
    void namesTheRolesToACallerWhoKnowsNone() {
        assertThat(body(Map.of("role", "poet", "inputs", List.of(Map.of())), 400))
                .contains("analyst, arbiter, architect, developer, product-owner, test-planner, tester, writer");
    }

    @Test
    void listsTasksPageByPageWithoutTheirAnswers() {
        String context = id();
        for (String path : List.of("a.py", "b.py", "c.py")) {
            Map<String, Object> request = single(id(), path);
            request.put("context_id", context);
            body(request, 200);
        }

        web.get()
                .uri("/api/v1/tasks?context_id=" + context + "&state=completed&limit=2&offset=1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(3)
                .jsonPath("$.tasks.length()")
                .isEqualTo(2)
                .jsonPath("$.tasks[0].answers")
                .doesNotExist()
                .jsonPath("$.tasks[0].context_id")
                .isEqualTo(context);
        web.get().uri("/api/v1/tasks?limit=0").exchange().expectStatus().isBadRequest();
        web.get().uri("/api/v1/tasks?state=lost").exchange().expectStatus().isBadRequest();
        web.get().uri("/api/v1/tasks/unknown").exchange().expectStatus().isNotFound();
    }

    @Test
    void showsTheRolesAndTheirFigures() {
        body(single(null, "a.py"), 200);

        for (String path : List.of("/api/v1/agents", "/api/v1/agents/list")) {
            web.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.total")
                    .isEqualTo(8)
                    .jsonPath("$.agents[3].id")
                    .isEqualTo("developer")
                    .jsonPath("$.agents[3].status")
                    .isEqualTo("idle")
                    .jsonPath("$.agents[3].max_workload")
                    .isEqualTo(8)
                    .jsonPath("$.agents[3].last_active_at")
                    .isNotEmpty();
        }
        web.get().uri("/api/v1/agents/poet").exchange().expectStatus().isNotFound();
        for (String path : List.of("/api/v1/agents/metrics", "/api/v1/agents/status")) {
            web.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.summary.total_agents")
                    .isEqualTo(8)
                    .jsonPath("$.agents[3].metrics.completed_tasks")
                    .value(Integer.class, count -> assertThat(count).isPositive())
                    .jsonPath("$.agents[3].metrics.average_time_ms")
                    .value(Double.class, millis -> assertThat(millis).isPositive())
                    .jsonPath("$.agents[0].metrics.total_tasks")
                    .isEqualTo(0);
        }
    }

    private String body(Map<String, Object> request, int status) {
        return web.post()
                .uri("/api/v1/tasks")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static Map<String, Object> single(String id, String path) {
        Map<String, Object> request = new LinkedHashMap<>();
        if (id != null) {
            request.put("id", id);
        }
        request.put("role", "developer");
        request.put("inputs", List.of(Map.of("path", path)));
        return request;
    }

    private static String id() {
        return "run:5:" + UUID.randomUUID();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Fakes {

        @Bean
        @Primary
        FakeModel fakeModel() {
            return new FakeModel();
        }
    }
}
