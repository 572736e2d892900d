package io.quantumlayer.workflowapi;

import io.quantumlayer.contracts.usage.Usage;
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
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.DynamicActivity;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A worker whose workflow does what its prompt says: wait, fail, fail at its second step once, or complete at once. */
final class FakeWorker implements AutoCloseable {

    private final WorkerFactory factory;
    private final List<String> begun = new CopyOnWriteArrayList<>();

    FakeWorker(WorkflowClient client) {
        factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(ExtendedCodeGenerationWorkflow.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(FakeRun.class);
        worker.registerActivitiesImplementations((DynamicActivity) this::step);
        factory.start();
    }

    /** Steps of all runs that were begun, as {@code <request id>/<step>}. */
    List<String> begun() {
        return begun;
    }

    private Object step(EncodedValues arguments) {
        String step = Activity.getExecutionContext().getInfo().getActivityType();
        String call = arguments.get(0, String.class) + "/" + step;
        begun.add(call);
        if (step.equals("write_frd") && Collections.frequency(begun, call) == 1) {
            throw ApplicationFailure.newNonRetryableFailure("the quota is used up", "quota-exceeded");
        }
        return "done";
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
            if (request.prompt().equals("fail once")) {
                ActivityStub steps = Workflow.newUntypedActivityStub(ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(20))
                        .build());
                steps.execute("enhance_prompt", String.class, request.requestId());
                steps.execute("write_frd", String.class, request.requestId());
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
                    Usage.NONE,
                    null,
                    null);
        }
    }
}
