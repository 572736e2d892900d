package io.quantumlayer.llmrouter.key;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A key and what is being used of it; survives that the key's limits change. Never blocks. */
final class KeyAccount {

    private static final long MINUTE = 60_000_000_000L;

    private final InstantSource clock;
    private final CallLedger ledger;
    private final Runnable topUp;
    private final boolean shared;
    private final AtomicInteger running = new AtomicInteger();
    private volatile VirtualKey key;
    private volatile @Nullable RateLimit requests;
    private volatile @Nullable RateLimit tokens;
    private volatile @Nullable Purse purse;
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
        this.requests = limit(key.rpm());
        this.tokens = limit(key.tpm());
        openPurse();
    }

    VirtualKey key() {
        return key;
    }

    /** Limits a minute, of requests and of tokens, as far as the key has them. */
    List<RateLimit> limits() {
        return Stream.of(Optional.ofNullable(requests), Optional.ofNullable(tokens))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The money of the present period; {@code null} where the key has no budget. */
    @Nullable
    Purse purse() {
        if (clock.millis() >= periodEndMillis) {
            nextPeriod();
        }
        return purse;
    }

    /** Takes over changed limits; what is used of the old ones counts on. */
    synchronized void update(VirtualKey changed) {
        VirtualKey old = key;
        key = changed;
        if (!Objects.equals(old.rpm(), changed.rpm())) {
            requests = limit(changed.rpm());
        }
        if (!Objects.equals(old.tpm(), changed.tpm())) {
            tokens = limit(changed.tpm());
        }
        Budget before = old.budget();
        Budget after = changed.budget();
        Purse open = purse;
        if (before == null || after == null || open == null || before.period() != after.period()) {
            if (!Objects.equals(before, after)) {
                openPurse();
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
        Purse money = purse();
        if (money != null && !money.reserve(call.maxCostNanos())) {
            running.decrementAndGet();
            return noMoney(allowed, money);
        }
        Admission admission = withinRates(allowed, money, call);
        if (admission instanceof Admission.Refused) {
            running.decrementAndGet();
            if (money != null) {
                money.settle(call.maxCostNanos(), 0);
            }
        }
        return admission;
    }

    private Admission withinRates(VirtualKey allowed, @Nullable Purse money, CallEstimate call) {
        RateLimit perRequest = requests;
        RateLimit perToken = tokens;
        long asked = call.tokens();
        ConsumptionProbe requestProbe = perRequest == null ? null : perRequest.tryConsume(1);
        if (perRequest != null && requestProbe != null && !requestProbe.isConsumed()) {
            return tooMany("requests", perRequest, requestProbe, perRequest, requestProbe, perToken, null, 1);
        }
        ConsumptionProbe tokenProbe = perToken == null ? null : perToken.tryConsume(asked);
        if (perToken != null && tokenProbe != null && !tokenProbe.isConsumed()) {
            if (perRequest != null) {
                perRequest.correct(1, 0);
            }
            return tooMany("tokens", perToken, tokenProbe, perRequest, requestProbe, perToken, tokenProbe, asked);
        }
        return new Reservation(allowed, money, call, perRequest, requestProbe, perToken, tokenProbe);
    }

    private Admission.Refused tooMany(
            String what,
            RateLimit limit,
            ConsumptionProbe refused,
            @Nullable RateLimit perRequest,
            @Nullable ConsumptionProbe requestProbe,
            @Nullable RateLimit perToken,
            @Nullable ConsumptionProbe tokenProbe,
            long asked) {
        ConsumptionProbe tokenState = tokenProbe == null && perToken != null ? perToken.state() : tokenProbe;
        // Of a limit that this router has no part of yet it gets one in its next round.
        long wait = limit.share() <= 0 ? 1 : Math.clamp(refused.getNanosToWaitForRefill(), 1, MINUTE);
        String message = asked > limit.limit()
                ? "The call may use %d %s, more than the %d a minute of this key.".formatted(asked, what, limit.limit())
                : "This key may use %d %s a minute.".formatted(limit.limit(), what);
        return Admission.Refused.limit(message, RateHeaders.of(perRequest, requestProbe, perToken, tokenState, wait));
    }

    private Admission.Refused noMoney(VirtualKey allowed, Purse money) {
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

    private @Nullable RateLimit limit(@Nullable Long perMinute) {
        return perMinute == null ? null : new RateLimit(perMinute, shared ? 0 : 1, !shared);
    }

    private synchronized void nextPeriod() {
        if (clock.millis() >= periodEndMillis) {
            openPurse();
        }
    }

    private void openPurse() {
        Budget budget = key.budget();
        if (budget == null) {
            purse = null;
            periodEndMillis = Long.MAX_VALUE;
            return;
        }
        Instant now = clock.instant();
        Purse fresh = new Purse(budget.period().start(now));
        if (shared) {
            fresh.exhausted(false);
        } else {
            fresh.grant(budget.nanos());
        }
        purse = fresh;
        Instant end = budget.period().end(now);
        periodEndMillis = end == Instant.MAX ? Long.MAX_VALUE : end.toEpochMilli();
    }

    private final class Reservation implements Admission.Granted {

        private final VirtualKey allowed;
        private final @Nullable Purse money;
        private final CallEstimate call;
        private final @Nullable RateLimit perRequest;
        private final @Nullable ConsumptionProbe requestProbe;
        private final @Nullable RateLimit perToken;
        private final @Nullable ConsumptionProbe tokenProbe;
        private final AtomicBoolean settled = new AtomicBoolean();

        Reservation(
                VirtualKey allowed,
                @Nullable Purse money,
                CallEstimate call,
                @Nullable RateLimit perRequest,
                @Nullable ConsumptionProbe requestProbe,
                @Nullable RateLimit perToken,
                @Nullable ConsumptionProbe tokenProbe) {
            this.allowed = allowed;
            this.money = money;
            this.call = call;
            this.perRequest = perRequest;
            this.requestProbe = requestProbe;
            this.perToken = perToken;
            this.tokenProbe = tokenProbe;
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
        public String[] headers() {
            return RateHeaders.of(perRequest, requestProbe, perToken, tokenProbe, 0);
        }

        @Override
        public void settle(Settlement settlement) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            running.decrementAndGet();
            if (perToken != null) {
                perToken.correct(call.tokens(), settlement.tokens());
            }
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
