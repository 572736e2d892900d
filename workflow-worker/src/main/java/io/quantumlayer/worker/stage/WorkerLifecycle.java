package io.quantumlayer.worker.stage;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Polls from the moment the process is ready, and hands back what it cannot finish when it is asked to stop. */
final class WorkerLifecycle implements SmartLifecycle {

    private final WorkerFactory factory;
    private final Duration drain;

    WorkerLifecycle(WorkerFactory factory, Duration drain) {
        this.factory = factory;
        this.drain = drain;
    }

    @Override
    public void start() {
        factory.start();
    }

    @Override
    public void stop() {
        factory.shutdown();
        factory.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
        if (!factory.isTerminated()) {
            factory.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return factory.isStarted() && !factory.isShutdown();
    }
}
