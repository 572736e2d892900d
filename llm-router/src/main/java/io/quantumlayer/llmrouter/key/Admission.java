package io.quantumlayer.llmrouter.key;

import org.jspecify.annotations.Nullable;

/** Whether a call may be made. */
public sealed interface Admission {

    /**
     * A call that may not be made.
     *
     * @param status HTTP status of the answer
     * @param type type of OpenAI's error object
     * @param code code of OpenAI's error object
     * @param headers name, value, name, value…; empty when there are none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Refused(int status, String type, @Nullable String code, String message, String[] headers)
            implements Admission {

        private static final String[] NONE = {};
        private static final String INVALID = "invalid_request_error";

        static Refused key(String code, String message) {
            return new Refused(401, INVALID, code, message, NONE);
        }

        /** A model that the key is not for. */
        public static Refused model(String model) {
            return new Refused(
                    403, INVALID, "model_not_allowed", "This key may not use the model '%s'.".formatted(model), NONE);
        }

        static Refused limit(String message, String[] headers) {
            return new Refused(429, "rate_limit_exceeded", "rate_limit_exceeded", message, headers);
        }

        static Refused budget(String message, String... headers) {
            return new Refused(402, "insufficient_quota", "budget_exceeded", message, headers);
        }

        static Refused unavailable(String message) {
            return new Refused(503, "api_error", "keys_unavailable", message, new String[] {"retry-after", "1"});
        }
    }

    /** A call that may be made and whose reservation waits for {@link #settle}. */
    non-sealed interface Granted extends Admission {

        /** Id of the key; {@code anonymous} where no key is configured. */
        String keyId();

        /** Who pays; {@code anonymous} where no key is configured. */
        String owner();

        /** Whether nobody is asked for a key. */
        boolean isAnonymous();

        /** Whether the key may spend no more than some amount. */
        boolean hasBudget();

        /** Rate-limit headers of the answer: name, value, name, value…; empty when the key has no limits. */
        String[] headers();

        /** Replaces the reservation by what was used; the first time only. */
        void settle(Settlement settlement);
    }
}
