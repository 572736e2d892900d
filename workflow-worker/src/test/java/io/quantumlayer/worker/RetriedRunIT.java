package io.quantumlayer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Verdict;
import io.quantumlayer.testsupport.TestKeys;
import io.quantumlayer.testsupport.TestTemporal;
import io.quantumlayer.worker.project.ProjectPath;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.TestClient;
import io.quantumlayer.worker.run.TestReset;
import io.quantumlayer.worker.signature.TestSignatures;
import io.quantumlayer.worker.step.FakeDrops;
import io.quantumlayer.worker.step.FakeRun;
import io.quantumlayer.worker.step.RunActivitiesImpl;
import io.quantumlayer.worker.step.StepActivities;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** A run whose history a real server resets to where a step that failed was scheduled. */
@Timeout(120)
class RetriedRunIT {

    private static final Step FAILING = Step.PLAN_STRUCTURE;
    private static final Step BESIDE_IT = Step.PLAN_TESTS;

    private final FakeDrops drops = new FakeDrops();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile int failures;
    private TestClient temporal;
    private WorkflowClient client;
    private WorkerFactory worker;

    @BeforeEach
    void startWorker() {
        temporal = TestClient.of(TestTemporal.address());
        client = temporal.client();
        List<StepHandler> handlers =
                Arrays.stream(Step.values()).<StepHandler>map(Handler::new).toList();
        worker = new WorkerConfiguration()
                .workerFactory(
                        client,
                        new WorkerProperties(
                                Set.of(WorkerRole.values()),
                                10,
                                2,
                                Duration.ofMillis(500),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(1),
                                new WorkerVersion("", "")),
                        new StepActivities(
                                handlers,
                                drops,
                                TestSignatures.with(TestKeys.create()),
                                JsonMapper.builder().build()),
                        new RunActivitiesImpl(drops),
                        new StaticListableBeanFactory().getBeanProvider(WorkerInterceptor.class));
        worker.start();
    }

    @AfterEach
    void stopWorker() {
        worker.shutdownNow();
        temporal.close();
    }

    @Test
    void goesOnFromTheStepThatFailedAndTakesOverAllOthers() {
        failures = 2;
        WorkflowStub first = start();
        assertThatThrownBy(() -> first.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);
        WorkflowStub second = retried(first.getExecution());
        assertThatThrownBy(() -> second.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);

        WorkflowStub third = retried(second.getExecution());

        assertThat(third.getResult(RunOutcome.class).verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(done)
                .as("each step once, and the one that failed of its answer with another question each time")
                .hasSize(Step.values().length)
                .doesNotHaveDuplicates()
                .contains(FAILING.key() + ":anew-2", BESIDE_IT.key());
        assertThat(third.query("progress", RunProgress.class).completedStages()).isEqualTo(12);
    }

    @Test
    void tellsOfEachFailureAndOfEachRetryOnce() {
        failures = 2;
        WorkflowStub first = start();
        assertThatThrownBy(() -> first.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);
        WorkflowStub second = retried(first.getExecution());
        assertThatThrownBy(() -> second.getResult(RunOutcome.class)).isInstanceOf(WorkflowFailedException.class);
        WorkflowStub third = retried(second.getExecution());
        third.getResult(RunOutcome.class);

        assertThat(drops.events().stream().map(NewEvent::type).filter(type -> type.startsWith("run.")))
                .containsExactly(
                        "run.started", "run.failed", "run.retried", "run.failed", "run.retried", "run.completed");
        assertThat(drops.events().stream()
                        .filter(event -> event.type().equals("run.retried"))
                        .map(event -> event.payload().get("run_id")))
                .containsExactly(
                        second.getExecution().getRunId(), third.getExecution().getRunId());
        assertThat(ofFailing("stage.started")).isEqualTo(3);
        assertThat(ofFailing("stage.attempt_failed")).isEqualTo(2);
        assertThat(drops.runs().stream().map(RunRecord::state))
                .endsWith("Completed")
                .contains("Running", "Failed");
        assertThat(drops.runs().stream().map(RunRecord::runId))
                .containsOnly(first.getExecution().getRunId());
    }

    private long ofFailing(String type) {
        return drops.events().stream()
                .filter(event -> event.type().equals(type))
                .filter(event -> FAILING.key().equals(event.payload().get("step")))
                .count();
    }

    private WorkflowStub start() {
        String id = UUID.randomUUID().toString();
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "ExtendedCodeGenerationWorkflow",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(ExtendedCodeGenerationWorkflow.ID_PREFIX + id)
                        .setTaskQueue(ExtendedCodeGenerationWorkflow.TASK_QUEUE)
                        .build());
        stub.start(new GenerationRequest(
                id, "a prompt", "python", "function", null, true, true, Map.of(), null, null, 3, null));
        return stub;
    }

    private WorkflowStub retried(WorkflowExecution ended) {
        return TestReset.retried(client, ended, FAILING);
    }

    /** Succeeds at once; one step is refused its answer as often as the test says, once the step beside it is done. */
    private final class Handler implements StepHandler {

        private final Step step;

        Handler(Step step) {
            this.step = step;
        }

        @Override
        public Step step() {
            return step;
        }

        @Override
        public StepResult run(StepWork work) {
            if (step == FAILING && failures > 0) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> drops.events().stream()
                                .anyMatch(event ->
                                        BESIDE_IT.key().equals(event.payload().get("step"))
                                                && event.type().equals("stage.completed")));
                failures--;
                ProjectPath.checked("../outside");
            }
            done.add(step.key() + work.anew());
            StepResult result = new StepResult(
                    "{}", Outcome.completed(step.key()).withVerdict(step == Step.SUMMARISE ? Verdict.COMPLETE : null));
            return step == Step.ENHANCE_PROMPT
                    ? result.with(StepWork.REQUEST, FakeRun.JSON.convertValue(work.request(), Map.class))
                    : result;
        }
    }
}
