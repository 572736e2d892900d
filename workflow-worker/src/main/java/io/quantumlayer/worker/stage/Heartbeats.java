package io.quantumlayer.worker.stage;

import io.quantumlayer.worker.sandbox.Cancellation;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Keeps an activity alive while it works, and ends its work within two seconds when the run is canceled. */
final class Heartbeats {

    /** How late a cancellation is noticed that a heartbeat has brought; how often one is sent is up to the worker. */
    private static final Duration BEAT = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Heartbeats() {}

    static <T> T during(Function<Cancellation, T> work) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Cancellation cancellation = new Cancellation();
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

    private static void awaitEnd(Thread worker) {
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
