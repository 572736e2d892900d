package io.quantumlayer.llmrouter.provider;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The slots of an account that takes only so many calls at once, as this router's calls share them.
 *
 * <p>Interactive calls may take every slot. Batch calls leave free what interactive calls have needed at once within the
 * last ten to twenty seconds, and a quarter in any case, so that an interactive call finds a slot and does not wait for a batch call
 * to end. Where interactive calls need all slots, batch calls wait. Times are those of {@link System#nanoTime()}.
 */
public final class Slots {

    private static final long WINDOW = Duration.ofSeconds(10).toNanos();

    private final int size;
    private final Deque<Waiter> interactive = new ArrayDeque<>();
    private final Deque<Waiter> batch = new ArrayDeque<>();
    private int interactiveCalls;
    private int batchCalls;
    private long windowStart = System.nanoTime();
    private int peak;
    private int peakBefore;

    /** @param size number of slots: the account's concurrency, at least 1 */
    Slots(int size) {
        this.size = size;
    }

    /** A call that waits for a slot. */
    public final class Waiter {

        private final RequestClass kind;
        private final Runnable granted;

        private Waiter(RequestClass kind, Runnable granted) {
            this.kind = kind;
            this.granted = granted;
        }

        /** Waits no longer; {@code false} if the slot was granted already, and is to be given back. */
        public boolean leave() {
            synchronized (Slots.this) {
                return queue(kind).remove(this);
            }
        }

        /** Takes the slot if there is one by now: batch calls may have more of them as time goes by. */
        public void look(long now) {
            grant(now);
        }
    }

    /** Takes a slot if there is one and nobody of the same class waits; who gets it has to {@link #give} it back. */
    public synchronized boolean take(RequestClass kind, long now) {
        observe(kind, 1, now);
        if (!queue(kind).isEmpty() || !isFree(kind, now)) {
            return false;
        }
        count(kind, 1);
        return true;
    }

    /**
     * Waits for a slot.
     *
     * @param granted is run when the slot is taken for the caller, on the thread of whoever gave one back
     */
    public synchronized Waiter await(RequestClass kind, Runnable granted) {
        Waiter waiter = new Waiter(kind, granted);
        queue(kind).add(waiter);
        return waiter;
    }

    /** Gives a slot back. */
    public void give(RequestClass kind, long now) {
        synchronized (this) {
            count(kind, -1);
        }
        grant(now);
    }

    private void grant(long now) {
        List<Waiter> next = new ArrayList<>();
        synchronized (this) {
            for (RequestClass kind : RequestClass.values()) {
                while (!queue(kind).isEmpty() && isFree(kind, now)) {
                    next.add(queue(kind).remove());
                    count(kind, 1);
                }
            }
        }
        next.forEach(waiter -> waiter.granted.run());
    }

    private boolean isFree(RequestClass kind, long now) {
        int left = size - interactiveCalls - batchCalls;
        return switch (kind) {
            case INTERACTIVE -> left > 0;
            case BATCH -> interactive.isEmpty() && left > 0 && batchCalls < size - kept(now);
        };
    }

    /** Slots that batch calls leave to interactive ones. */
    private int kept(long now) {
        observe(RequestClass.INTERACTIVE, 0, now);
        return Math.max(size / 4, Math.max(peak, peakBefore));
    }

    private void observe(RequestClass kind, int more, long now) {
        long windows = (now - windowStart) / WINDOW;
        if (windows > 0) {
            peakBefore = windows == 1 ? peak : 0;
            peak = 0;
            windowStart += windows * WINDOW;
        }
        if (kind == RequestClass.INTERACTIVE) {
            peak = Math.min(size, Math.max(peak, interactiveCalls + interactive.size() + more));
        }
    }

    private Deque<Waiter> queue(RequestClass kind) {
        return kind == RequestClass.INTERACTIVE ? interactive : batch;
    }

    private void count(RequestClass kind, int more) {
        if (kind == RequestClass.INTERACTIVE) {
            interactiveCalls += more;
        } else {
            batchCalls += more;
        }
    }
}
