package io.quantumlayer.platform.identity;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Carries the identity from the request to the thread that works on it, so that calls to other services pass it on. */
final class IdentityContext implements ThreadLocalAccessor<Identity> {

    static final String KEY = "quantumlayer.identity";

    private static final ThreadLocal<@Nullable Identity> CURRENT = new ThreadLocal<>();

    static @Nullable Identity current() {
        return CURRENT.get();
    }

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable Identity getValue() {
        return CURRENT.get();
    }

    @Override
    public void setValue(Identity identity) {
        CURRENT.set(identity);
    }

    @Override
    public void setValue() {
        CURRENT.remove();
    }
}
