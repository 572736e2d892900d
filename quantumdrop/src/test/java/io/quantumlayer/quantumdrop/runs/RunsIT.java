package io.quantumlayer.quantumdrop.runs;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.contracts.quantumdrop.RunPage;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.quantumdrop.RunsQuery;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@QuantumDropIntegrationTest
class RunsIT {

    @LocalServerPort
    private int port;

    private DropsClient client;
    private WebTestClient web;

    @BeforeEach
    void connect() {
        client = Server.client(port);
        web = Server.web(port);
    }

    @Test
    void keepsTheLastRecordOfARun() {
        String workflow = newWorkflow();
        client.recordRun(workflow, new RunRecord("r1", "q1", "Shop", "java", "api", "Running", null));
        client.create(drop(workflow, "code_generation", "1"));
        client.recordRun(workflow, new RunRecord("r1", "q1", "Shop", "java", "api", "Completed", "partial"));

        Run run = run(workflow);

        assertThat(run.name()).isEqualTo("Shop");
        assertThat(run.state()).isEqualTo("Completed");
        assertThat(run.verdict()).isEqualTo("partial");
        assertThat(run.drops()).isEqualTo(1);
        assertThat(run.updatedAt()).isAfter(run.createdAt());
    }

    @Test
    void knowsRunsThatOnlyLeftDrops() {
        String workflow = newWorkflow();
        client.create(drop(workflow, "code_generation", "1"));

        assertThat(run(workflow).state()).isNull();
        assertThat(run(workflow).drops()).isEqualTo(1);
    }

    @Test
    void tellsOfSeveralRunsAtOnce() {
        String recorded = newWorkflow();
        String unrecorded = newWorkflow();
        client.recordRun(recorded, new RunRecord("r1", "q1", "Shop", "java", "api", "Completed", "partial"));
        client.create(drop(unrecorded, "code_generation", "1"));

        assertThat(client.runs(new RunsQuery(List.of(recorded, unrecorded, newWorkflow()))))
                .extracting(Run::workflowId, Run::state, Run::drops)
                .containsExactlyInAnyOrder(tuple(recorded, "Completed", 0L), tuple(unrecorded, null, 1L));
        assertThat(client.runs(new RunsQuery(List.of()))).isEmpty();
    }

    @Test
    void namesWhatIsWrongInAQuestionForSeveralRuns() {
        for (Object query : List.of(
                Map.of(),
                Map.of("workflow_ids", List.of(" ")),
                Map.of("workflow_ids", Collections.nCopies(RunsQuery.MOST + 1, "w")))) {
            web.post()
                    .uri("/api/v1/runs/query")
                    .bodyValue(query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .value(field -> assertThat(field.toString()).startsWith("workflow_ids"));
        }
    }

    @Test
    void listsTheNewestRunsFirst() {
        String older = newWorkflow();
        String newer = newWorkflow();
        client.create(drop(older, "code_generation", "1"));
        client.create(drop(newer, "code_generation", "1"));
        client.create(drop(older, "code_generation", "2"));

        assertThat(page(2, 0).runs()).extracting(Run::workflowId).containsExactly(newer, older);
        assertThat(page(1, 1).runs()).extracting(Run::workflowId).containsExactly(older);
        assertThat(page(1, 1).total()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void namesEveryFieldThatARecordHasWrong() {
        web.put()
                .uri("/api/v1/runs/w")
                .bodyValue(Map.of("run_id", "", "request_id", "q", "type", "api", "state", "Done", "language", "java"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[*].field")
                .value(fields -> assertThat(fields.toString()).contains("run_id", "state"));
        web.put()
                .uri("/api/v1/runs/%20")
                .bodyValue(new RunRecord("r", "q", null, "java", "api", "Running", null))
                .exchange()
                .expectStatus()
                .isBadRequest();
        web.get().uri("/api/v1/runs?limit=501").exchange().expectStatus().isBadRequest();
    }

    private Run run(String workflow) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/runs/" + workflow)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Run.class)
                .returnResult()
                .getResponseBody());
    }

    private RunPage page(int limit, int offset) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/runs?limit={limit}&offset={offset}", limit, offset)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(RunPage.class)
                .returnResult()
                .getResponseBody());
    }
}
