package io.quantumlayer.llmrouter.key;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Money of one key, in billionths of a US dollar. What is set aside counts as spent until it is settled. */
final class Budget {

    private final long limit;
    private final BudgetPeriod period;
    private volatile Purse current;

    Budget(long limit, BudgetPeriod period, Instant now) {
        this.limit = limit;
        this.period = period;
        this.current = new Purse(period.end(now));
    }

    /** One period. A call that ends in the next one is settled in the one in which it began. */
    static final class Purse {

        private final @Nullable Instant end;
        private final AtomicLong spent = new AtomicLong();

        private Purse(@Nullable Instant end) {
            this.end = end;
        }

        private boolean isOver(Instant now) {
            return end != null && !now.isBefore(end);
        }

        void settle(long reserved, long used) {
            spent.addAndGet(used - reserved);
        }

        @Nullable
        Instant end() {
            return end;
        }
    }

    /** Sets money aside; {@code null} if there is not as much left. */
    @Nullable
    Purse reserve(long amount, Instant now) {
        Purse purse = purse(now);
        while (true) {
            long spent = purse.spent.get();
            if (spent >= limit || spent + amount > limit) {
                return null;
            }
            if (purse.spent.compareAndSet(spent, spent + amount)) {
                return purse;
            }
        }
    }

    Purse purse(Instant now) {
        Purse purse = current;
        return purse.isOver(now) ? next(now) : purse;
    }

    private synchronized Purse next(Instant now) {
        if (current.isOver(now)) {
            current = new Purse(period.end(now));
        }
        return current;
    }
}
