package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.provider.Slots;
import io.quantumlayer.llmrouter.route.Target;
import org.jspecify.annotations.Nullable;

/**
 * Someone who could answer a call.
 *
 * @param account none for a model within the router
 */
record Candidate(Target target, @Nullable Account account, RequestClass requestClass) {

    long waitNanos(long now) {
        return account == null ? 0 : account.health().waitNanos(target.model(), now);
    }

    /** Whether it may be asked now; who is told yes has to say what came of it. */
    boolean begin(long now) {
        Slots slots = slots();
        return (slots == null || slots.take(requestClass, now)) && beginWithPlace(now);
    }

    /** As {@link #begin}, for a call that has a place already; it is given back if the answer is no. */
    boolean beginWithPlace(long now) {
        if (account == null || account.health().begin(target.model(), now)) {
            return true;
        }
        givePlaceBack();
        return false;
    }

    /** Whether it could be asked, were a place free. */
    boolean isFull(long now) {
        return slots() != null && waitNanos(now) <= 0;
    }

    @Nullable
    Slots slots() {
        return account == null ? null : account.slots();
    }

    void givePlaceBack() {
        Slots slots = slots();
        if (slots != null) {
            slots.give(requestClass, System.nanoTime());
        }
    }

    /** Takes {@link #begin} back: the call tells nothing about the account. */
    void release() {
        if (account != null) {
            account.health().released();
            givePlaceBack();
        }
    }

    /** It answered. @param nanos to the first byte that counts */
    void succeeded(long nanos) {
        if (account != null) {
            account.health().succeeded(nanos);
            givePlaceBack();
        }
    }

    /** It failed, by its own fault. */
    void failed(long nanos, String reason) {
        if (account != null) {
            account.health().failed(nanos, new IllegalStateException(reason));
            givePlaceBack();
        }
    }

    String name() {
        return account == null ? target.provider().name() : target.provider().name() + "/" + account.name();
    }
}
