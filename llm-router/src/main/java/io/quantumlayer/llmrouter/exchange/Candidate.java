package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.route.Target;
import org.jspecify.annotations.Nullable;

/**
 * Someone who could answer a call.
 *
 * @param account none for a model within the router
 */
record Candidate(Target target, @Nullable Account account) {

    long waitNanos(long now) {
        return account == null ? 0 : account.health().waitNanos(target.model(), now);
    }

    boolean begin(long now) {
        return account == null || account.health().begin(target.model(), now);
    }

    /** Takes {@link #begin} back: the call tells nothing about the account. */
    void release() {
        if (account != null) {
            account.health().released();
        }
    }

    String name() {
        return account == null ? target.provider().name() : target.provider().name() + "/" + account.name();
    }
}
