package io.quantumlayer.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Verdict;
import io.quantumlayer.testsupport.TestTemporal;
import io.quantumlayer.worker.run.TestClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are over on a real server, and of whose end their workflow has written nothing. */
@Timeout(120)
class EndedOutsideIT {

    /** No worker is there: a run only waits. */
    private static final String NOBODY = "nobody";

    private static final String QUEUE = "silent";

    private final FakeDrops drops = new FakeDrops();
    private TestClient temporal;
    private WorkflowClient client;
    private WorkerFactory worker;
    private EndedOutside ended;

    /** Ends as its prompt says and writes nothing. */
    public static final class SilentWorkflow implements ExtendedCodeGenerationWorkflow {

        @Override
        public RunOutcome generate(GenerationRequest request) {
            if (request.prompt().equals("fail")) {
                RunFailure failure = RunFailure.of(FailureType.NOT_FOUND, "no such model");
                throw ApplicationFailure.newNonRetryableFailure(failure.message(), failure.type(), failure);
            }
            if (request.prompt().equals("wait")) {
                Workflow.await(() -> false);
            }
            return new RunOutcome(Verdict.PARTIAL, true, List.of("a test failed"), List.of(), 2, Usage.NONE);
        }

        @Override
        public RunProgress progress() {
            return RunProgress.pending();
        }
    }

    @BeforeEach
    void connect() {
        temporal = TestClient.of(TestTemporal.address());
        client = temporal.client();
        worker = WorkerFactory.newInstance(client);
        worker.newWorker(QUEUE).registerWorkflowImplementationTypes(SilentWorkflow.class);
        worker.start();
        ended = new EndedOutside(client, drops, InstantSource.system());
    }

    @AfterEach
    void disconnect() {
        worker.shutdownNow();
        temporal.close();
    }

    @Test
    void aTerminatedRunIsToldOnceWithItsReason() {
        WorkflowStub run = start("a prompt", NOBODY, null);
        run.terminate("the model was too dear");

        tellUntilKnown(run);
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
        WorkflowStub run = start("a prompt", NOBODY, Duration.ofSeconds(1));

        tellUntilKnown(run);

        assertThat(record(run).state()).isEqualTo("TimedOut");
    }

    @Test
    void aCanceledRunThatWasNeverRecordedIsToldOnceWithItsReason() {
        WorkflowStub run = start("wait", QUEUE, null);
        run.cancel("by alice");
        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);

        tellUntilKnown(run);
        ended.tell();

        assertThat(of(run)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("run.canceled");
            assertThat(event.payload()).containsEntry("reason", "by alice");
        });
        assertThat(record(run).state()).isEqualTo("Canceled");
        assertThat(drops.runs()).filteredOn(isOf(run)).hasSize(1);
    }

    @Test
    void aCanceledRunWhoseRecordSaysRunningIsTold() {
        WorkflowStub run = start("wait", QUEUE, null);
        run.cancel();
        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);
        record(run, "Running");

        tellUntilKnown(run);

        assertThat(record(run).state()).isEqualTo("Canceled");
    }

    @Test
    void aFailedRunIsToldWithItsFailure() {
        WorkflowStub run = start("fail", QUEUE, null);
        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);

        tellUntilKnown(run);

        assertThat(of(run)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("run.failed");
            assertThat(event.payload())
                    .containsEntry("cause", "no such model")
                    .hasEntrySatisfying(
                            "failure", failure -> assertThat(failure.toString()).contains("type=not-found", "remedy="));
        });
        assertThat(record(run).state()).isEqualTo("Failed");
    }

    @Test
    void aCompletedRunIsToldWithItsVerdict() {
        WorkflowStub run = start("complete", QUEUE, null);
        run.getResult(RunOutcome.class);

        tellUntilKnown(run);

        assertThat(of(run)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("run.completed");
            assertThat(event.payload()).containsEntry("verdict", "partial").containsEntry("repair_rounds", 2);
        });
        assertThat(record(run)).returns("Completed", RunRecord::state).returns("partial", RunRecord::verdict);
    }

    @Test
    void aRunWhoseEndIsKnownIsLeftAlone() {
        WorkflowStub known = start("complete", QUEUE, null);
        known.getResult(RunOutcome.class);
        record(known, "Completed");
        WorkflowStub other = start("complete", QUEUE, null);
        other.getResult(RunOutcome.class);

        tellUntilKnown(other);

        assertThat(of(known)).isEmpty();
        assertThat(drops.runs()).filteredOn(isOf(known)).hasSize(1);
    }

    @Test
    void quantumDropIsAskedOfAllRunsAtOnce() {
        List<WorkflowStub> runs = Stream.generate(() -> start("a prompt", NOBODY, null))
                .limit(3)
                .peek(run -> run.terminate("enough"))
                .toList();
        runs.forEach(this::tellUntilKnown);
        int before = drops.queries();

        ended.tell();

        assertThat(drops.queries() - before).isEqualTo(1);
    }

    @Test
    void aRunThatQuantumDropRefusesDoesNotKeepOthersFromBeingTold() {
        WorkflowStub other = start("complete", QUEUE, null);
        other.getResult(RunOutcome.class);
        // The newest is listed first.
        WorkflowStub refused = start("complete", QUEUE, null);
        refused.getResult(RunOutcome.class);
        drops.refuse(refused.getExecution().getWorkflowId());

        tellUntilKnown(other);

        assertThat(of(refused)).isEmpty();
    }

    @Test
    void whatQuantumDropCouldNotTakeIsToldLater() {
        WorkflowStub run = start("complete", QUEUE, null);
        run.getResult(RunOutcome.class);
        drops.down(true);
        ended.tell();
        drops.down(false);

        tellUntilKnown(run);

        assertThat(record(run).state()).isEqualTo("Completed");
    }

    @Test
    void aRunThatGoesOnIsLeftAlone() {
        WorkflowStub other = start("a prompt", NOBODY, null);
        WorkflowStub terminated = start("a prompt", NOBODY, null);
        terminated.terminate("another");

        tellUntilKnown(terminated);

        assertThat(of(other)).isEmpty();
        other.terminate("done");
    }

    private void tellUntilKnown(WorkflowStub run) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ended.tell();
            return !of(run).isEmpty();
        });
    }

    /** What the run itself has written. */
    private void record(WorkflowStub run, String state) {
        drops.recordRun(
                run.getExecution().getWorkflowId(),
                new RunRecord(run.getExecution().getRunId(), "request", null, "python", "function", state, null));
    }

    private static Predicate<RunRecord> isOf(WorkflowStub run) {
        return record -> record.runId().equals(run.getExecution().getRunId());
    }

    private List<NewEvent> of(WorkflowStub run) {
        return drops.events().stream()
                .filter(event ->
                        run.getExecution().getRunId().equals(event.payload().get("run_id")))
                .toList();
    }

    private RunRecord record(WorkflowStub run) {
        return drops.runs().stream().filter(isOf(run)).toList().getLast();
    }

    private WorkflowStub start(String prompt, String queue, @Nullable Duration limit) {
        String id = UUID.randomUUID().toString();
        WorkflowOptions.Builder options = WorkflowOptions.newBuilder()
                .setWorkflowId(ExtendedCodeGenerationWorkflow.ID_PREFIX + id)
                .setTaskQueue(queue);
        WorkflowStub run = client.newUntypedWorkflowStub(
                "ExtendedCodeGenerationWorkflow",
                (limit == null ? options : options.setWorkflowRunTimeout(limit)).build());
        run.start(new GenerationRequest(
                id, prompt, "python", "function", null, true, true, Map.of(), null, null, 3, null));
        return run;
    }
}
