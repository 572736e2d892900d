package io.quantumlayer.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Polls from the moment Temporal answers, and hands back what it cannot finish when it is asked to stop. Until then the
 * process is alive and not ready: a worker that ended for lack of Temporal would only be started again, ever later.
 */
final class WorkerLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
    private static final long PAUSE_MILLIS = 500;

    private final WorkerFactory factory;
    private final Duration drain;
    private @Nullable ScheduledExecutorService attempts;
    private boolean waiting;
    private boolean stopped;

    WorkerLifecycle(WorkerFactory factory, Duration drain) {
        this.factory = factory;
        this.drain = drain;
    }

    @Override
    public synchronized void start() {
        attempts = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("worker-start").factory());
        var unused = attempts.scheduleWithFixedDelay(this::attempt, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The first thing that the SDK does is to ask Temporal for the namespace; a start that failed can be tried again. */
    private void attempt() {
        try {
            factory.start();
            endAttempts();
        } catch (StatusRuntimeException unavailable) {
            if (!waiting) {
                // Once is enough: the readiness check goes on saying it.
                LOG.warn("Temporal does not answer; no step is worked on until it does", unavailable);
                waiting = true;
            }
        } catch (RuntimeException e) {
            LOG.error("The worker cannot start", e);
            throw e;
        }
    }

    private synchronized void endAttempts() {
        if (attempts != null) {
            attempts.shutdownNow();
        }
    }

    @Override
    public void stop() {
        synchronized (this) {
            stopped = true;
        }
        endAttempts();
        factory.shutdown();
        factory.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
        if (!factory.isTerminated()) {
            factory.shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return attempts != null && !stopped;
    }
}
