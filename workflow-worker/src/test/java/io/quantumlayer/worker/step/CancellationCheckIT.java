package io.quantumlayer.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.testsupport.TestTemporal;
import io.quantumlayer.worker.run.TestClient;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step on a real server, whose worker sends its next heartbeat in an hour. */
@Timeout(120)
class CancellationCheckIT {

    private static final Duration HOUR = Duration.ofHours(1);

    private final String queue = "checks-" + UUID.randomUUID();
    private final CountDownLatch beaten = new CountDownLatch(1);
    private TestClient temporal;
    private WorkerFactory worker;

    /** A run of one step. */
    @WorkflowInterface
    public interface OneStep {

        /** Does the step. */
        @WorkflowMethod
        void run();
    }

    /** The step. */
    @ActivityInterface
    public interface Checking {

        /** Works until it is canceled. */
        @ActivityMethod
        void check();
    }

    /** Waits for the step, and for its end when it is canceled. */
    public static final class OneStepWorkflow implements OneStep {

        @Override
        public void run() {
            Workflow.newActivityStub(
                            Checking.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(HOUR)
                                    .setHeartbeatTimeout(HOUR)
                                    .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                                    .build())
                    .check();
        }
    }

    @BeforeEach
    void startWorker() {
        temporal = TestClient.of(TestTemporal.address());
        worker = WorkerFactory.newInstance(temporal.client());
        Worker steps = worker.newWorker(
                queue,
                WorkerOptions.newBuilder()
                        .setDefaultHeartbeatThrottleInterval(HOUR)
                        .setMaxHeartbeatThrottleInterval(HOUR)
                        .build());
        steps.registerWorkflowImplementationTypes(OneStepWorkflow.class);
        steps.registerActivitiesImplementations((Checking) () -> Heartbeats.during(cancellation -> {
            while (true) {
                cancellation.check();
                beaten.countDown();
            }
        }));
        worker.start();
    }

    @AfterEach
    void stopWorker() {
        worker.shutdownNow();
        temporal.close();
    }

    @Test
    void aStepThatAsksHearsOfItsCancellationBeforeItsNextHeartbeat() throws InterruptedException {
        WorkflowStub run = start(temporal.client());
        beaten.await();

        run.cancel();

        assertThatThrownBy(() -> run.getResult(Void.class))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(failed -> assertThat(failed).hasCauseInstanceOf(CanceledFailure.class));
    }

    private WorkflowStub start(WorkflowClient client) {
        WorkflowStub run = client.newUntypedWorkflowStub(
                "OneStep",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(queue)
                        .setTaskQueue(queue)
                        .build());
        run.start();
        return run;
    }
}
