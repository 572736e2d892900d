package io.quantumlayer.llmrouter.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A key and what is being used of it; survives that the key's limits change. Never blocks. */
final class KeyAccount {

    private final InstantSource clock;
    private final CallLedger ledger;
    private final Runnable topUp;
    private final boolean shared;
    private final AtomicInteger running = new AtomicInteger();
    private volatile VirtualKey key;
    private volatile KeyLimits limits;
    private volatile @Nullable Balance balance;
    private volatile long periodEndMillis = Long.MAX_VALUE;

    /**
     * Opens an account.
     *
     * @param shared whether limits and budgets are shared with other routers: then nothing may be used before it is leased
     * @param topUp asks for more of a lease, without waiting for it
     */
    KeyAccount(VirtualKey key, boolean shared, CallLedger ledger, InstantSource clock, Runnable topUp) {
        this.key = key;
        this.shared = shared;
        this.ledger = ledger;
        this.clock = clock;
        this.topUp = topUp;
        this.limits = KeyLimits.of(key, shared);
        openBalance();
    }

    VirtualKey key() {
        return key;
    }

    /** Limits a minute, of requests and of tokens, as far as the key has them. */
    List<RateLimit> limits() {
        return limits.all();
    }

    /** The money of the present period; {@code null} where the key has no budget. */
    @Nullable
    Balance balance() {
        if (clock.millis() >= periodEndMillis) {
            nextPeriod();
        }
        return balance;
    }

    /** Takes over changed limits; what is used of the old ones counts on. */
    synchronized void update(VirtualKey changed) {
        VirtualKey old = key;
        key = changed;
        limits = limits.changed(old, changed);
        Budget before = old.budget();
        Budget after = changed.budget();
        Balance open = balance;
        if (before == null || after == null || open == null || before.period() != after.period()) {
            if (!Objects.equals(before, after)) {
                openBalance();
            }
        } else if (!shared) {
            open.grant(after.nanos() - before.nanos());
        }
    }

    Admission admit(CallEstimate call) {
        VirtualKey allowed = key;
        Integer most = allowed.concurrency();
        if (running.incrementAndGet() > (most == null ? Integer.MAX_VALUE : most)) {
            running.decrementAndGet();
            return Admission.Refused.limit(
                    "This key may make %d calls at the same time.".formatted(most), new String[] {"retry-after", "1"});
        }
        Balance money = balance();
        if (money != null && !money.reserve(call.maxCostNanos())) {
            running.decrementAndGet();
            return noMoney(allowed, money);
        }
        return switch (limits.take(call.tokens())) {
            case KeyLimits.Taken taken -> new Reservation(allowed, money, call, taken);
            case KeyLimits.Exceeded exceeded -> {
                running.decrementAndGet();
                if (money != null) {
                    money.settle(call.maxCostNanos(), 0);
                }
                yield exceeded.refusal();
            }
        };
    }

    /** Changes what a call of the present period has cost. */
    void correct(Instant made, long nanos) {
        Balance money = balance();
        if (money != null && !made.isBefore(money.start())) {
            money.settle(0, nanos);
        }
    }

    private Admission.Refused noMoney(VirtualKey allowed, Balance money) {
        if (!money.exhausted()) {
            topUp.run();
            return Admission.Refused.limit(
                    "This router is fetching its next part of the key's budget.", new String[] {"retry-after", "1"});
        }
        topUp.run();
        Budget budget = allowed.budget();
        Instant end = budget == null ? Instant.MAX : budget.period().end(clock.instant());
        String message = "What is left of this key's budget of %s USD (%s) does not cover the call."
                .formatted(
                        budget == null ? "0" : budget.usd().toPlainString(),
                        budget == null ? "total" : budget.period().name().toLowerCase(Locale.ROOT));
        return end == Instant.MAX
                ? Admission.Refused.budget(message)
                : Admission.Refused.budget(message, "x-budget-reset", end.toString());
    }

    private synchronized void nextPeriod() {
        if (clock.millis() >= periodEndMillis) {
            openBalance();
        }
    }

    private void openBalance() {
        Budget budget = key.budget();
        if (budget == null) {
            balance = null;
            periodEndMillis = Long.MAX_VALUE;
            return;
        }
        Instant now = clock.instant();
        Balance fresh = new Balance(budget.period().start(now));
        if (shared) {
            fresh.exhausted(false);
        } else {
            fresh.grant(budget.nanos());
        }
        balance = fresh;
        Instant end = budget.period().end(now);
        periodEndMillis = end == Instant.MAX ? Long.MAX_VALUE : end.toEpochMilli();
    }

    private final class Reservation implements Admission.Granted {

        private final VirtualKey allowed;
        private final @Nullable Balance money;
        private final CallEstimate call;
        private final KeyLimits.Taken taken;
        private final AtomicBoolean settled = new AtomicBoolean();

        Reservation(VirtualKey allowed, @Nullable Balance money, CallEstimate call, KeyLimits.Taken taken) {
            this.allowed = allowed;
            this.money = money;
            this.call = call;
            this.taken = taken;
        }

        @Override
        public String keyId() {
            return allowed.id();
        }

        @Override
        public String owner() {
            return allowed.owner();
        }

        @Override
        public boolean isAnonymous() {
            return false;
        }

        @Override
        public boolean hasBudget() {
            return money != null;
        }

        @Override
        public String[] headers() {
            return taken.headers();
        }

        @Override
        public void settle(Settlement settlement) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            running.decrementAndGet();
            taken.correct(settlement.tokens());
            if (money != null) {
                money.settle(call.maxCostNanos(), settlement.costNanos());
                if (shared && money.available() < money.granted() / 4) {
                    topUp.run();
                }
            }
            ledger.record(allowed.id(), allowed.owner(), settlement);
        }
    }
}
