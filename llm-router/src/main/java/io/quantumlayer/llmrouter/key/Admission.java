package io.quantumlayer.llmrouter.key;

import org.jspecify.annotations.Nullable;

/** Decision. */
public sealed interface Admission {
    record Refused(int status, String type, @Nullable String code, String message, String[] headers)
            implements Admission {}

    non-sealed interface Granted extends Admission {
        String keyId();

        String owner();

        String[] headers();

        void settle(Settlement settlement);
    }
}
