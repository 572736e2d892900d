package io.quantumlayer.llmrouter.key;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Money of one key and period that this router may spend, in 10⁻⁹ US dollars: the whole budget where it is alone, what it
 * has leased of it where it shares a database. What is available is what was granted, less what is reserved or spent.
 */
final class Balance {

    private final Instant start;
    private final AtomicLong granted = new AtomicLong();
    private final AtomicLong available = new AtomicLong();
    private final AtomicLong spent = new AtomicLong();
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean exhausted = true;
    private volatile long spentElsewhere;

    Balance(Instant start) {
        this.start = start;
    }

    /** Begin of the period. */
    Instant start() {
        return start;
    }

    boolean reserve(long nanos) {
        long now = available.get();
        while (now >= nanos && now > 0) {
            if (available.compareAndSet(now, now - nanos)) {
                return true;
            }
            now = available.get();
        }
        wanted.accumulateAndGet(Math.max(nanos, 1), Math::max);
        return false;
    }

    void settle(long reserved, long cost) {
        spent.addAndGet(cost);
        available.addAndGet(reserved - cost);
    }

    /** Adds money, or takes it away whether it is there or not. */
    void grant(long nanos) {
        granted.addAndGet(nanos);
        available.addAndGet(nanos);
    }

    /** Gives money back that nobody has reserved, up to an amount. */
    long giveBack(long nanos) {
        long now = available.get();
        while (now > 0) {
            long taken = Math.min(now, nanos);
            if (available.compareAndSet(now, now - taken)) {
                granted.addAndGet(-taken);
                return taken;
            }
            now = available.get();
        }
        return 0;
    }

    long granted() {
        return granted.get();
    }

    long available() {
        return available.get();
    }

    long spent() {
        return spent.get();
    }

    /** What calls have set aside that are running. */
    long reserved() {
        return Math.max(0, granted.get() - available.get() - spent.get());
    }

    /** What all routers have spent, as far as the others have told. */
    long spentEverywhere() {
        return spent.get() + spentElsewhere;
    }

    void spentElsewhere(long nanos) {
        spentElsewhere = nanos;
    }

    /** The largest reservation that failed since the last time. */
    long takeWanted() {
        return wanted.getAndSet(0);
    }

    /** Whether there is no more than this anywhere. */
    boolean exhausted() {
        return exhausted;
    }

    void exhausted(boolean value) {
        exhausted = value;
    }
}
