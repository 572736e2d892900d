package io.quantumlayer.agents.task;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Lets a task whose work has failed begin nothing more, and what has begun come to its end: a model call that is under way
 * is paid for, whatever becomes of the task.
 */
final class Halt {

    private final Set<Thread> waiting = new HashSet<>();
    private boolean halted;

    /** Ends every wait, now and from now on. */
    synchronized void halt() {
        halted = true;
        waiting.forEach(Thread::interrupt);
    }

    /**
     * Waits for something before work that may be left undone.
     *
     * @throws InterruptedException if nothing more is to begin
     */
    <T extends @Nullable Object> T beforeWork(Callable<T> wait) throws Exception {
        synchronized (this) {
            if (halted) {
                throw new InterruptedException("the task has failed");
            }
            waiting.add(Thread.currentThread());
        }
        try {
            return wait.call();
        } finally {
            synchronized (this) {
                waiting.remove(Thread.currentThread());
            }
        }
    }
}
