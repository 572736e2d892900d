package io.quantumlayer.worker.step;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an activity alive while it works, and ends its work within two seconds when the run is canceled. */
final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** How late a cancellation is noticed that a heartbeat has brought; how often one is sent is up to the worker. */
    private static final Duration BEAT = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Heartbeats() {}

    static <T> T during(Function<Cancellation, T> work) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Cancellation cancellation = new Cancellation(() -> beatAtOnce(context));
        FutureTask<T> task = new FutureTask<>(() -> work.apply(cancellation));
        Thread worker = Thread.ofVirtual().name("step").start(task);
        while (true) {
            try {
                return task.get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillWorking) {
                try {
                    context.heartbeat(null);
                } catch (ActivityCompletionException canceled) {
                    cancellation.cancel();
                    worker.interrupt();
                    awaitEnd(worker);
                    throw canceled;
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                cancellation.cancel();
                worker.interrupt();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the worker stops", e);
            }
        }
    }

    /** The context holds heartbeats back, and says until the next one what the last one has brought. */
    private static void beatAtOnce(ActivityExecutionContext context) {
        WorkflowClient client = context.getWorkflowClient();
        try {
            RecordActivityTaskHeartbeatResponse answer = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .recordActivityTaskHeartbeat(RecordActivityTaskHeartbeatRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setIdentity(client.getOptions().getIdentity())
                            .setTaskToken(ByteString.copyFrom(context.getTaskToken()))
                            .build());
            if (answer.getCancelRequested()) {
                throw new ActivityCanceledException(context.getInfo());
            }
        } catch (StatusRuntimeException unanswered) {
            LOG.debug("Whether the run is canceled is told by the next heartbeat: {}", unanswered.getMessage());
        }
    }

    private static void awaitEnd(Thread worker) {
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
