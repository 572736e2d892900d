package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.Stage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a run failed: from what the step that failed has told, or from what Temporal knows when it told nothing. */
@WorkflowCode
public final class Failures {

    private Failures() {}

    /** The failure that ends a run. */
    public static RunFailure of(Throwable thrown) {
        return told(thrown).orElseGet(() -> seen(thrown));
    }

    /** What the model calls of a step that failed have used, as far as it has told. */
    static Usage spent(Throwable thrown) {
        return application(thrown)
                .filter(application -> application.getDetails().getSize() > 1)
                .map(application -> application.getDetails().get(1, Usage.class))
                .orElse(Usage.NONE);
    }

    private static Optional<RunFailure> told(Throwable thrown) {
        return application(thrown).map(application -> application.getDetails().get(0, RunFailure.class));
    }

    private static Optional<ApplicationFailure> application(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure application
                    && application.getDetails().getSize() > 0) {
                return Optional.of(application);
            }
        }
        return Optional.empty();
    }

    private static RunFailure seen(Throwable thrown) {
        Step step = step(thrown);
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof TimeoutFailure)) {
            root = root.getCause();
        }
        RunFailure failure = switch (root) {
            case TimeoutFailure timeout -> timedOut(timeout);
            case ApplicationFailure application ->
                RunFailure.of(
                        FailureType.find(application.getType()).orElse(FailureType.INTERNAL),
                        Objects.requireNonNullElse(application.getOriginalMessage(), application.getType()));
            default -> RunFailure.of(FailureType.INTERNAL, "The run's own code failed: " + root);
        };
        return step == null ? failure : failure.in(stage(step), step.key());
    }

    private static RunFailure timedOut(TimeoutFailure timeout) {
        return switch (timeout.getTimeoutType()) {
            case TIMEOUT_TYPE_HEARTBEAT ->
                RunFailure.of(
                        FailureType.WORKER_LOST,
                        "The worker that did this step gave no sign of life any more, at each attempt.");
            default -> RunFailure.of(FailureType.STEP_TIMED_OUT, "The step took longer than a step may.");
        };
    }

    private static @Nullable Step step(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActivityFailure activity) {
                return Arrays.stream(Step.values())
                        .filter(step -> step.key().equals(activity.getActivityType()))
                        .findFirst()
                        .orElse(null);
            }
        }
        return null;
    }

    private static @Nullable String stage(Step step) {
        Stage stage = step.stage();
        return stage == null ? null : stage.key();
    }
}
