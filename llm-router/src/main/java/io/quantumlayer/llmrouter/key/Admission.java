package io.quantumlayer.llmrouter.key;

import org.jspecify.annotations.Nullable;

/** Whether a call may be made. */
public sealed interface Admission {

    /**
     * The call may not be made.
     *
     * @param status HTTP status of the answer
     * @param headers name, value, name, value, …
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Refused(int status, String type, @Nullable String code, String message, String[] headers)
            implements Admission {}

    /** The call may be made; what it may use is set aside. */
    non-sealed interface Granted extends Admission {

        /** Id of the key; {@code anonymous} where none is needed. */
        String keyId();

        /** Headers about the limits: name, value, name, value, … */
        String[] headers();

        /** Replaces what was set aside by what was used. Only the first settlement of a call counts. */
        void settle(Settlement settlement);
    }
}
