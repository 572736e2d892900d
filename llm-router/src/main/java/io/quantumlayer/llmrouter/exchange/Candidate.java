package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.provider.Slots;
import io.quantumlayer.llmrouter.route.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Someone who could answer a call.
 *
 * @param account none for a model within the router
 */
record Candidate(Target target, @Nullable Account account, RequestClass requestClass) implements CallPlan.Option {

    private static final Duration QUOTA_PAUSE = Duration.ofSeconds(60);

    @Override
    public long waitNanos(long now) {
        return account == null ? 0 : account.health().waitNanos(target.model(), now);
    }

    /** Whether it may be asked now; who is told yes has to say what came of it. */
    @Override
    public boolean begin(long now) {
        Slots slots = slots();
        return (slots == null || slots.take(requestClass, now)) && beginWithSlot(now);
    }

    /** As {@link #begin}, for a call that has a slot already; it is given back if the answer is no. */
    boolean beginWithSlot(long now) {
        if (account == null || account.health().begin(target.model(), now)) {
            return true;
        }
        giveSlotBack();
        return false;
    }

    /** Whether it could be asked, were a slot free. */
    @Override
    public boolean isFull(long now) {
        return slots() != null && waitNanos(now) <= 0;
    }

    @Nullable
    Slots slots() {
        return account == null ? null : account.slots();
    }

    void giveSlotBack() {
        Slots slots = slots();
        if (slots != null) {
            slots.give(requestClass, System.nanoTime());
        }
    }

    /** Takes {@link #begin} back: the call tells nothing about the account. */
    @Override
    public void release() {
        if (account != null) {
            account.health().released();
            giveSlotBack();
        }
    }

    /** It answered. @param nanos to the first byte that counts */
    void succeeded(long nanos) {
        if (account != null) {
            account.health().succeeded(nanos);
            giveSlotBack();
        }
    }

    /** It failed, by its own fault. */
    void failed(long nanos, String reason) {
        if (account != null) {
            account.health().failed(nanos, new IllegalStateException(reason));
            giveSlotBack();
        }
    }

    String name() {
        return account == null ? target.provider().name() : name(target.provider(), account);
    }

    /** Name of an account with its provider's. */
    static String name(Provider provider, Account account) {
        return provider.name() + "/" + account.name();
    }

    /** An account that has said so, or has run out, is left alone for a while. */
    void leaveAlone(Failure failure) {
        if (account == null) {
            return;
        }
        if (failure.error() != null && failure.isAccountsFault()) {
            account.health().troubled(failure.error());
        }
        if (failure.isQuota()) {
            account.health().pause(QUOTA_PAUSE.toNanos());
        }
        if (failure.waitNanos() > 0) {
            account.health().pause(target.model(), failure.waitNanos());
        }
    }
}
