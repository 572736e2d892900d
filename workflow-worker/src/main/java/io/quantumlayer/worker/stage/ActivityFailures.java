package io.quantumlayer.worker.stage;

import io.quantumlayer.platform.http.UpstreamException;
import io.quantumlayer.worker.project.UnsafePathException;
import io.quantumlayer.worker.signature.ForeignDropException;
import io.temporal.failure.ApplicationFailure;
import java.util.Set;
import java.util.function.Supplier;

/** Tells Temporal which failures a repetition cannot mend: the request, a credential, a budget, a missing model, a planted drop. */
final class ActivityFailures {

    private static final Set<Integer> PASSING_CLIENT_ERRORS = Set.of(408, 425, 429);

    private ActivityFailures() {}

    static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (UpstreamException e) {
            int status = e.status().value();
            if (status >= 400 && status < 500 && !PASSING_CLIENT_ERRORS.contains(status)) {
                throw ApplicationFailure.newNonRetryableFailureWithCause(String.valueOf(e.getMessage()), type(e), null);
            }
            throw ApplicationFailure.newBuilder()
                    .setMessage(String.valueOf(e.getMessage()))
                    .setType(type(e))
                    // Whoever says when to come back is not asked before.
                    .setNextRetryDelay(e.retryAfter().orElse(null))
                    .build();
        } catch (UnsafePathException e) {
            throw ApplicationFailure.newNonRetryableFailure(String.valueOf(e.getMessage()), "unsafe-path");
        } catch (ForeignDropException e) {
            throw ApplicationFailure.newNonRetryableFailure(String.valueOf(e.getMessage()), "foreign-drop");
        }
    }

    private static String type(UpstreamException e) {
        String type = e.type();
        return type == null ? "upstream-" + e.status().value() : type.substring(type.lastIndexOf('/') + 1);
    }
}
