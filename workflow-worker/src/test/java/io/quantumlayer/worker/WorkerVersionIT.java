package io.quantumlayer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.Verdict;
import io.quantumlayer.servers.FetchProgress;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.TemporalCli;
import io.quantumlayer.servers.TemporalServer;
import io.quantumlayer.servers.Tools;
import io.quantumlayer.testsupport.TestKeys;
import io.quantumlayer.testsupport.TestTemporal;
import io.quantumlayer.worker.run.Outcome;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.run.TestClient;
import io.quantumlayer.worker.signature.DropSignatures;
import io.quantumlayer.worker.signature.TestSignatures;
import io.quantumlayer.worker.step.FakeDrops;
import io.quantumlayer.worker.step.RunActivitiesImpl;
import io.quantumlayer.worker.step.StepActivities;
import io.quantumlayer.worker.step.StepHandler;
import io.quantumlayer.worker.step.StepResult;
import io.quantumlayer.worker.step.StepWork;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** Two builds of the worker on a real server, and the script that moves new runs from one to the other. */
@Timeout(120)
class WorkerVersionIT {

    private static final Path RAMP = Path.of("..", "infrastructure", "delivery", "ramp.sh");
    private static final String DEPLOYMENT = "temporal/workflow-worker";

    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final FakeDrops drops = new FakeDrops();
    private final DropSignatures signatures = TestSignatures.with(TestKeys.create());

    private TemporalServer server;
    private TestClient temporal;
    private WorkflowClient client;

    @BeforeEach
    void startServer(@TempDir Path directory) {
        server = TestTemporal.start(directory, LoopbackPort.free());
        temporal = TestClient.of(server.address());
        client = temporal.client();
    }

    @AfterEach
    void stopServer() {
        temporal.close();
        server.close();
    }

    @Test
    void runStaysOnItsBuildWhileNewRunsMoveToTheNextOneUnlessACheckFails() throws Exception {
        WorkerFactory verifier = verifier();
        WorkerFactory first = generator("one");
        WorkerFactory second = null;
        try {
            assertThat(ramp("one", "--steps", "")).contains("all new runs start on one");
            WorkflowStub early = start("early");
            writing.await();
            second = generator("two");

            String failed = ramp("two", "--steps", "100", "--pause", "0", "--check", "false");
            WorkflowStub kept = startOn("one");
            String succeeded = ramp("two", "--steps", "50", "--pause", "0", "--check", "true");
            WorkflowStub late = startOn("two");

            assertThat(failed).contains("the check failed").doesNotContain("all new runs");
            assertThat(succeeded).contains("50 % of new runs start on two", "all new runs start on two");
            assertThat(late.getResult(RunOutcome.class).verdict()).isEqualTo(Verdict.COMPLETE);
            mayWrite.countDown();
            assertThat(early.getResult(RunOutcome.class).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(kept.getResult(RunOutcome.class).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(builds(late)).containsExactly("two");
            assertThat(builds(early)).containsExactly("one");
            assertThat(builds(kept)).containsExactly("one");
        } finally {
            mayWrite.countDown();
            verifier.shutdownNow();
            first.shutdownNow();
            if (second != null) {
                second.shutdownNow();
            }
        }
    }

    private WorkerFactory generator(String build) throws Exception {
        WorkerFactory factory = worker(WorkerRole.GENERATOR, new WorkerVersion(DEPLOYMENT, build));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> temporal(
                                "worker",
                                "deployment",
                                "describe-version",
                                "--deployment-name",
                                DEPLOYMENT,
                                "--build-id",
                                build)
                        .contains(ExtendedCodeGenerationWorkflow.TASK_QUEUE));
        return factory;
    }

    /** Runs no workflow code: as Temporal's controller leaves it, without a version, for runs of every build. */
    private WorkerFactory verifier() {
        return worker(WorkerRole.VERIFIER, new WorkerVersion("", ""));
    }

    private WorkerFactory worker(WorkerRole role, WorkerVersion version) {
        List<StepHandler> handlers = Arrays.stream(Step.values())
                .<StepHandler>map(step -> new Handler(step, version.build()))
                .toList();
        WorkerProperties properties = new WorkerProperties(
                Set.of(role), 10, 2, Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofSeconds(1), version);
        WorkerFactory factory = new WorkerConfiguration()
                .workerFactory(
                        client,
                        properties,
                        new StepActivities(
                                handlers,
                                drops,
                                signatures,
                                JsonMapper.builder().build()),
                        new RunActivitiesImpl(drops),
                        new StaticListableBeanFactory().getBeanProvider(WorkerInterceptor.class));
        factory.start();
        return factory;
    }

    private WorkflowStub start(String id) {
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

    /** The server tells its task queues of a new routing within seconds: starts runs until one begins on the build. */
    private WorkflowStub startOn(String build) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            WorkflowStub run = start(UUID.randomUUID().toString());
                            await().until(() -> !builds(run).isEmpty());
                            return run;
                        },
                        run -> builds(run).equals(Set.of(build)));
    }

    /** Builds that worked on the run, by what the server wrote into its history. */
    private Set<String> builds(WorkflowStub run) {
        WorkflowExecution execution = run.getExecution();
        return temporal
                .service()
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace("quantumlayer")
                        .setExecution(execution)
                        .build())
                .getHistory()
                .getEventsList()
                .stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .map(event -> event.getWorkflowTaskCompletedEventAttributes()
                        .getDeploymentVersion()
                        .getBuildId())
                .collect(Collectors.toSet());
    }

    private String ramp(String build, String... more) throws Exception {
        return run(Stream.concat(Stream.of(RAMP.toString(), DEPLOYMENT, build), Arrays.stream(more))
                .toArray(String[]::new));
    }

    private String temporal(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of(cli().toString()), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", cli().getParent() + ":" + System.getenv("PATH"));
        environment.put("TEMPORAL_ADDRESS", server.address());
        environment.put("TEMPORAL_NAMESPACE", "quantumlayer");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static Path cli() {
        return TemporalCli.in(Tools.cacheDirectory()).locate(FetchProgress.silent());
    }

    /** Succeeds at once; the first build's first step waits until the test lets it go. */
    private final class Handler implements StepHandler {

        private final Step step;
        private final String build;

        Handler(Step step, String build) {
            this.step = step;
            this.build = build;
        }

        @Override
        public Step step() {
            return step;
        }

        @Override
        public StepResult run(StepWork work) {
            if (step == Step.ENHANCE_PROMPT && build.equals("one")) {
                writing.countDown();
                try {
                    mayWrite.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            return new StepResult(
                    "{}", Outcome.completed(step.key()).withVerdict(step == Step.SUMMARISE ? Verdict.COMPLETE : null));
        }
    }
}
