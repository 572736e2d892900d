package io.quantumlayer.workflowapi;

import io.quantumlayer.contracts.agents.Usage;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.quantumlayer.contracts.workflow.RunProgress;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.contracts.workflow.StageProgress;
import io.quantumlayer.contracts.workflow.StageState;
import io.quantumlayer.contracts.workflow.Verdict;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** A worker whose workflow does what its prompt says: wait, fail, or complete at once. */
final class FakeWorker implements AutoCloseable {

    private final WorkerFactory factory;

    FakeWorker(WorkflowClient client) {
        factory = WorkerFactory.newInstance(client);
        factory.newWorker(ExtendedCodeGenerationWorkflow.TASK_QUEUE).registerWorkflowImplementationTypes(FakeRun.class);
        factory.start();
    }

    @Override
    public void close() {
        factory.shutdownNow();
    }

    public static final class FakeRun implements ExtendedCodeGenerationWorkflow {

        @Override
        public RunOutcome generate(GenerationRequest request) {
            if (request.prompt().equals("fail")) {
                throw ApplicationFailure.newNonRetryableFailure(
                        "no such model",
                        "not-found",
                        RunFailure.of(FailureType.NOT_FOUND, "no such model").in("frd_generation", "write_frd"));
            }
            if (request.prompt().equals("wait")) {
                Workflow.sleep(Duration.ofMinutes(5));
            }
            return new RunOutcome(Verdict.COMPLETE, true, List.of(), List.of(), 0, Usage.NONE);
        }

        @Override
        public RunProgress progress() {
            return new RunProgress(
                    Stage.FRD_GENERATION,
                    1,
                    0,
                    List.of(new StageProgress(
                            1, Stage.PROMPT_ENHANCEMENT, StageState.COMPLETED, 0, null, null, "done", null, 0, null)),
                    Usage.NONE);
        }
    }
}
