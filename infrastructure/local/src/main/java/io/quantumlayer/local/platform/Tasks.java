package io.quantumlayer.local.platform;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Work done side by side; the first failure ends the rest and is thrown where the work is waited for. */
final class Tasks implements AutoCloseable {

    /** Work on one element. */
    interface Step<T> {
        void of(T element) throws InterruptedException;
    }

    /** What a piece of work will yield. */
    interface Result<T> {
        T await() throws InterruptedException;
    }

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    <T> Result<T> start(Callable<T> work) {
        Future<T> future = executor.submit(work);
        return () -> get(future);
    }

    <T> void forEach(List<T> elements, int atOnce, Step<T> step) throws InterruptedException {
        Semaphore permits = new Semaphore(Math.max(1, atOnce));
        ExecutorCompletionService<Boolean> completion = new ExecutorCompletionService<>(executor);
        for (T element : elements) {
            Future<Boolean> _ = completion.submit(() -> {
                permits.acquire();
                try {
                    step.of(element);
                    return true;
                } finally {
                    permits.release();
                }
            });
        }
        for (int done = 0; done < elements.size(); done++) {
            boolean _ = get(completion.take());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
