package io.quantumlayer.platform.workflow;

import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Objects;
import java.util.Optional;

/**
 * Says why a run or one of its steps failed: what the step itself has told of that, or what Temporal knows where it told
 * nothing. A step tells it as the first detail of an {@link ApplicationFailure}. Decides the same at every replay.
 */
public final class TemporalFailures {

    private TemporalFailures() {}

    /** The failure in the user's words, with its place where a step has told that. */
    public static RunFailure of(Throwable thrown) {
        return telling(thrown)
                .map(application -> application.getDetails().get(0, RunFailure.class))
                .orElseGet(() -> seen(thrown));
    }

    /** The outermost failure with details, if any. */
    public static Optional<ApplicationFailure> telling(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure application
                    && application.getDetails().getSize() > 0) {
                return Optional.of(application);
            }
        }
        return Optional.empty();
    }

    private static RunFailure seen(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // A connection that broke often has no words at all: whoever used it has.
            if (!isSilent(cause) || !(root instanceof ApplicationFailure)) {
                root = cause;
            }
            if (cause instanceof TimeoutFailure) {
                break;
            }
        }
        return switch (root) {
            case TimeoutFailure timeout -> timedOut(timeout);
            case ApplicationFailure application ->
                RunFailure.of(
                        FailureType.find(application.getType()).orElse(FailureType.INTERNAL),
                        Objects.requireNonNullElse(application.getOriginalMessage(), application.getType()));
            default -> RunFailure.of(FailureType.INTERNAL, "The run's own code failed: " + root);
        };
    }

    private static boolean isSilent(Throwable cause) {
        return cause instanceof ApplicationFailure failure
                && Objects.requireNonNullElse(failure.getOriginalMessage(), "").isBlank();
    }

    private static RunFailure timedOut(TimeoutFailure timeout) {
        return switch (timeout.getTimeoutType()) {
            case TIMEOUT_TYPE_HEARTBEAT ->
                RunFailure.of(FailureType.WORKER_LOST, "The worker that did this step gave no sign of life any more.");
            default -> RunFailure.of(FailureType.STEP_TIMED_OUT, "The step took longer than a step may.");
        };
    }
}
