package io.quantumlayer.worker.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.testsupport.TestTemporal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Records, on a real server, the runs that {@link ReplayTests} replays and that no good model leads to. */
@EnabledIfSystemProperty(named = HistoriesIT.DIRECTORY, matches = ".+")
@Timeout(120)
class HistoriesIT {

    static final String DIRECTORY = "histories";

    private final ScriptedSteps steps = new ScriptedSteps();
    private TestClient temporal;
    private WorkflowClient client;
    private WorkerFactory factory;

    @BeforeEach
    void connect() {
        temporal = TestClient.of(TestTemporal.address());
        client = temporal.client();
        startWorker();
    }

    private void startWorker() {
        factory = WorkerFactory.newInstance(client);
        Worker generator = factory.newWorker(ExtendedCodeGenerationWorkflow.TASK_QUEUE, PatientWorker.OPTIONS);
        generator.registerWorkflowImplementationTypes(ExtendedCodeGenerationWorkflowImpl.class);
        generator.registerActivitiesImplementations((RunActivities) change -> {}, steps);
        factory.newWorker(ExtendedCodeGenerationWorkflow.VERIFICATION_TASK_QUEUE, PatientWorker.OPTIONS)
                .registerActivitiesImplementations(steps);
        factory.start();
    }

    @AfterEach
    void stopWorker() {
        factory.shutdownNow();
        temporal.close();
    }

    @Test
    void repaired() throws IOException {
        steps.failing(Step.VALIDATE, "syntax error").failing(Step.RUN_TESTS, "expected 3");

        record("repaired", finished(start("repaired")));
    }

    /** The arbiter found the tests wrong. */
    @Test
    void judged() throws IOException {
        steps.failing(Step.RUN_TESTS, "expected 4").withTestsFoundWrong();

        record("judged", finished(start("judged")));
    }

    @Test
    void testsAnew() throws IOException {
        steps.failing(Step.RUN_TESTS, "no such module").withTestsAtFault();

        record("tests-anew", finished(start("tests-anew")));
    }

    @Test
    void failed() throws IOException {
        steps.failing(Step.WRITE_CODE, "outage");

        record("failed", ended(start("failed")));
    }

    /** While two steps worked beside each other. */
    @Test
    void canceled() throws IOException {
        steps.endless(Step.PLAN_TESTS).endless(Step.WRITE_CODE);
        WorkflowStub run = start("canceled");
        steps.awaitStart(Step.PLAN_TESTS);
        steps.awaitStart(Step.WRITE_CODE);

        run.cancel("by alice");

        record("canceled", ended(run));
    }

    @Test
    void retried() throws IOException {
        steps.failing(Step.PLAN_STRUCTURE, "outage");
        WorkflowStub first = ended(start("retried"));

        record("retried", finished(TestReset.retried(client, first.getExecution(), Step.PLAN_STRUCTURE)));
    }

    /** The code does not build, whatever its author does: what tests is left out. */
    @Test
    void unbuilt() throws IOException {
        steps.failing(Step.VALIDATE, "one error", "another", "another");

        record("unbuilt", finished(start("unbuilt")));
    }

    /** While the code is written anew for a test. */
    @Test
    void canceledInRepair() throws IOException {
        steps.failing(Step.RUN_TESTS, "expected 3").failing(Step.WRITE_CODE, "", "endless");
        WorkflowStub run = start("canceled-in-repair");
        steps.awaitStart(Step.WRITE_CODE, 1);

        run.cancel("by alice");

        record("canceled-in-repair", ended(run));
    }

    /** The worker ends in the middle of a repair, and another one takes the run over. */
    @Test
    void restarted() throws IOException {
        steps.failing(Step.VALIDATE, "syntax error").failing(Step.WRITE_CODE, "", "endless");
        WorkflowStub run = start("restarted");
        steps.awaitStart(Step.WRITE_CODE, 1);

        factory.shutdownNow();
        factory.awaitTermination(1, TimeUnit.MINUTES);
        startWorker();

        record("restarted", finished(run));
    }

    private WorkflowStub start(String id) {
        WorkflowStub run = client.newUntypedWorkflowStub(
                "ExtendedCodeGenerationWorkflow",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(ExtendedCodeGenerationWorkflow.ID_PREFIX + id)
                        .setTaskQueue(ExtendedCodeGenerationWorkflow.TASK_QUEUE)
                        .build());
        run.start(new GenerationRequest(
                id, "a prompt", "python", "function", null, true, true, Map.of(), null, null, 3, null));
        return run;
    }

    private static WorkflowStub finished(WorkflowStub run) {
        run.getResult(RunOutcome.class);
        return run;
    }

    private static WorkflowStub ended(WorkflowStub run) {
        assertThatThrownBy(() -> run.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);
        return run;
    }

    private void record(String name, WorkflowStub run) throws IOException {
        Files.writeString(
                Path.of(System.getProperty(DIRECTORY), name + ".json"),
                client.fetchHistory(
                                        run.getExecution().getWorkflowId(),
                                        run.getExecution().getRunId())
                                .toJson(true)
                        + "\n");
    }
}
