package io.quantumlayer.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.testsupport.TestTemporal;
import io.quantumlayer.worker.run.TestClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that a real server ended without asking their workflow. */
@Timeout(120)
class EndedOutsideIT {

    private final FakeDrops drops = new FakeDrops();
    private TestClient temporal;
    private WorkflowClient client;
    private EndedOutside ended;

    @BeforeEach
    void connect() {
        temporal = TestClient.of(TestTemporal.address());
        client = temporal.client();
        ended = new EndedOutside(client, drops, InstantSource.system());
    }

    @AfterEach
    void disconnect() {
        temporal.close();
    }

    @Test
    void aTerminatedRunIsToldOnceWithItsReason() {
        WorkflowStub run = start(null);
        run.terminate("the model was too dear");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ended.tell();
            return !of(run).isEmpty();
        });
        ended.tell();

        assertThat(of(run)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("run.terminated");
            assertThat(event.payload())
                    .containsEntry("reason", "the model was too dear")
                    .containsEntry("run_id", run.getExecution().getRunId());
        });
        assertThat(record(run)).returns("Terminated", RunRecord::state).returns("python", RunRecord::language);
    }

    @Test
    void aRunThatRanOutOfTimeIsToldToo() {
        WorkflowStub run = start(Duration.ofSeconds(1));

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ended.tell();
            return !of(run).isEmpty();
        });

        assertThat(record(run).state()).isEqualTo("TimedOut");
    }

    @Test
    void aRunThatGoesOnIsLeftAlone() {
        WorkflowStub other = start(null);
        WorkflowStub terminated = start(null);
        terminated.terminate("another");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ended.tell();
            return !of(terminated).isEmpty();
        });

        assertThat(of(other)).isEmpty();
        other.terminate("done");
    }

    private List<NewEvent> of(WorkflowStub run) {
        return drops.events().stream()
                .filter(event ->
                        run.getExecution().getRunId().equals(event.payload().get("run_id")))
                .toList();
    }

    private RunRecord record(WorkflowStub run) {
        return drops.runs().stream()
                .filter(record -> record.runId().equals(run.getExecution().getRunId()))
                .toList()
                .getLast();
    }

    /** No worker is there: the run only waits. */
    private WorkflowStub start(Duration limit) {
        String id = UUID.randomUUID().toString();
        WorkflowOptions.Builder options = WorkflowOptions.newBuilder()
                .setWorkflowId(ExtendedCodeGenerationWorkflow.ID_PREFIX + id)
                .setTaskQueue("nobody");
        WorkflowStub run = client.newUntypedWorkflowStub(
                "ExtendedCodeGenerationWorkflow",
                (limit == null ? options : options.setWorkflowRunTimeout(limit)).build());
        run.start(new GenerationRequest(
                id, "a prompt", "python", "function", null, true, true, Map.of(), null, null, 3, null));
        return run;
    }
}
