package io.quantumlayer.platform.request;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Gives every request a virtual thread of its own, which is interrupted when its client leaves.
 *
 * <p>Reactor interrupts only tasks of an {@link ExecutorService}, and WebFlux takes only an {@link AsyncTaskExecutor}:
 * hence both.
 */
final class RequestThreads extends AbstractExecutorService implements AsyncTaskExecutor {

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
