package io.quantumlayer.workflowapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import io.quantumlayer.testsupport.TestTemporal;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureWebTestClient(timeout = "20s")
class WorkflowApiIT {

    @LocalServerPort
    private int port;

    private static final String PATH = "/api/v1/workflows/generate-extended";

    @Autowired
    WebTestClient client;

    @Autowired
    WorkflowClient temporal;

    private FakeWorker worker;

    @DynamicPropertySource
    static void temporal(DynamicPropertyRegistry registry) {
        registry.add("spring.temporal.connection.target", TestTemporal::address);
    }

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker(temporal);
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("workflow-api", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }

    @Test
    void startAnswersWithTheMembersOfTheOriginal() {
        String id = id();

        start(body(id, "now"))
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Location", "/api/v1/workflows/extended-code-gen-" + id)
                .expectBody(String.class)
                .value(
                        text -> assertThat(text)
                                .startsWith("{\"workflow_id\":\"extended-code-gen-" + id + "\",\"run_id\":\"")
                                .endsWith(
                                        "\"status\":\"started\",\"message\":\"Extended workflow started successfully (12 stages)\"}"));
    }

    @Test
    void everyMissingMemberIsNamed() {
        start(Map.of("prompt", " "))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[*].field")
                .value(fields -> assertThat(fields.toString()).contains("prompt", "language", "type"));
    }

    @Test
    void idThatIsNoNameIsRefused() {
        start(Map.of("id", "a/b c", "prompt", "now", "language", "python", "type", "function"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("id");
    }

    @Test
    void membersThatAreNotSupportedYetAreRefusedNotIgnored() {
        start(Map.of(
                        "prompt",
                        "now",
                        "language",
                        "python",
                        "type",
                        "function",
                        "callback_url",
                        "http://localhost/",
                        "approvals",
                        java.util.List.of("code_generation")))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(2);
    }

    @Test
    void sameIdWithTheSameBodyStartsNothingNew() {
        Map<String, Object> body = body(id(), "now");
        String first = runId(body);

        assertThat(runId(body)).isEqualTo(first);
    }

    @Test
    void sameIdWithAnotherBodyIsAConflict() {
        String id = id();
        start(body(id, "now")).expectStatus().isAccepted();

        start(body(id, "wait"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.workflow_id")
                .isEqualTo("extended-code-gen-" + id);
    }

    @Test
    void statusStandsOnceAndShowsTheProgress() {
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();

        String text = get("extended-code-gen-" + id);

        assertThat(text).containsOnlyOnce("\"status\"").contains("\"status\":\"Running\"", "\"close_time\":null");
        assertThat(text).contains("\"current_stage\":\"frd_generation\"").doesNotContain("\"id\"");
    }

    @Test
    void resultOfARunningRunIs202WithProgress() {
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();

        client.get()
                .uri("/api/v1/workflows/extended-code-gen-{id}/result", id)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.progress.completed_stages")
                .isEqualTo(1);
    }

    @Test
    void resultOfAFailedRunIs409WithTheCause() {
        String id = id();
        start(body(id, "fail")).expectStatus().isAccepted();
        awaitState(id, "Failed");

        client.get()
                .uri("/api/v1/workflows/extended-code-gen-{id}/result", id)
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("no such model"))
                .jsonPath("$.title")
                .isEqualTo("The run ended without a result")
                .jsonPath("$.failure.stage")
                .isEqualTo("frd_generation");
        for (String path : new String[] {"/extended-code-gen-" + id, "?limit=200"}) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> client.get()
                                    .uri("/api/v1/workflows" + path)
                                    .exchange()
                                    .expectStatus()
                                    .isOk()
                                    .expectBody(String.class)
                                    .value(
                                            text -> assertThat(text)
                                                    .contains(
                                                            "\"failure\":{\"stage\":\"frd_generation\",\"step\":\"write_frd\",\"type\":\"not-found\",\"message\":\"no such model\",\"remedy\":")));
        }
    }

    @Test
    void aRunThatWasTerminatedSaysByWhomAndWhatFor() {
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();
        temporal.newUntypedWorkflowStub("extended-code-gen-" + id).terminate("the machine is sold");
        awaitState(id, "Terminated");

        assertThat(get("extended-code-gen-" + id))
                .contains("\"type\":\"terminated\"", "terminated in Temporal by ", ": the machine is sold");
    }

    @Test
    void aCanceledRunSaysByWhom() {
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();
        cancel(id).expectStatus().isAccepted();
        awaitState(id, "Canceled");

        assertThat(get("extended-code-gen-" + id)).contains("The run was canceled: through the API");
    }

    @Test
    void aRunThatNoWorkerTakesOnSaysSo() {
        worker.close();
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();

        assertThat(get("extended-code-gen-" + id)).contains("\"Running\"", "\"waiting\":\"No worker answers");
    }

    @Test
    void cancelEndsARunOnce() {
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();

        cancel(id).expectStatus().isAccepted();
        awaitState(id, "Canceled");
        cancel(id).expectStatus().isEqualTo(409);
    }

    @Test
    void retryGoesOnFromTheStepThatFailed() {
        String id = id();
        start(body(id, "fail once")).expectStatus().isAccepted();
        awaitState(id, "Failed");

        retry(id).expectStatus().isAccepted().expectBody().jsonPath("$.step").isEqualTo("write_frd");

        awaitState(id, "Completed");
        assertThat(worker.begun()).containsExactly(id + "/enhance_prompt", id + "/write_frd", id + "/write_frd");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(list()).containsOnlyOnce("extended-code-gen-" + id));
        retry(id).expectStatus().isEqualTo(409);
    }

    @Test
    void retryOfACanceledRunRuns() {
        String id = id();
        start(body(id, "wait")).expectStatus().isAccepted();
        retry(id).expectStatus().isEqualTo(409);
        cancel(id).expectStatus().isAccepted();
        awaitState(id, "Canceled");

        retry(id).expectStatus().isAccepted();

        awaitState(id, "Running");
        cancel(id).expectStatus().isAccepted();
        awaitState(id, "Canceled");
    }

    @Test
    void unknownRunIs404Everywhere() {
        for (String path : new String[] {"", "/status", "/result"}) {
            client.get()
                    .uri("/api/v1/workflows/nobody" + path)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        for (String operation : new String[] {"cancel", "retry"}) {
            client.post()
                    .uri("/api/v1/workflows/nobody/" + operation)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }

    @Test
    void listShowsANewRunAndGoesOnWithTheCursor() {
        String first = id();
        String second = id();
        start(body(first, "now")).expectStatus().isAccepted();
        start(body(second, "now")).expectStatus().isAccepted();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> client.get()
                        .uri("/api/v1/workflows?limit=200")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .value(text -> assertThat(text).contains(first, second)));
        client.get()
                .uri("/api/v1/workflows?limit=1")
                .exchange()
                .expectBody()
                .jsonPath("$.workflows.length()")
                .isEqualTo(1)
                .jsonPath("$.next_cursor")
                .isNotEmpty();
        client.get()
                .uri("/api/v1/workflows?cursor=!!")
                .exchange()
                .expectStatus()
                .isBadRequest();
        client.get().uri("/api/v1/workflows?limit=0").exchange().expectStatus().isBadRequest();
    }

    @Test
    void serviceIsReadyWhileTemporalAnswers() {
        client.get().uri("/ready").exchange().expectStatus().isOk();
    }

    private void awaitState(String id, String state) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get("extended-code-gen-" + id)).contains("\"" + state + "\""));
    }

    private String get(String workflowId) {
        return client.get()
                .uri("/api/v1/workflows/{id}", workflowId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private String runId(Map<String, Object> body) {
        return start(body)
                .expectStatus()
                .isAccepted()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("run_id")
                .toString();
    }

    private WebTestClient.ResponseSpec cancel(String id) {
        return client.post()
                .uri("/api/v1/workflows/extended-code-gen-{id}/cancel", id)
                .exchange();
    }

    private WebTestClient.ResponseSpec retry(String id) {
        return client.post()
                .uri("/api/v1/workflows/extended-code-gen-{id}/retry", id)
                .exchange();
    }

    private String list() {
        return client.get()
                .uri("/api/v1/workflows?limit=200")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private WebTestClient.ResponseSpec start(Map<String, Object> body) {
        return client.post()
                .uri(PATH)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static Map<String, Object> body(String id, String prompt) {
        return Map.of("id", id, "prompt", prompt, "language", "python", "type", "function");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
