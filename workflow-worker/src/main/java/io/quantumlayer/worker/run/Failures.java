package io.quantumlayer.worker.run;

import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.platform.workflow.TemporalFailures;
import io.temporal.failure.ActivityFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says why a run failed, and in which step. */
@WorkflowCode
public final class Failures {

    private Failures() {}

    /** The failure that ends a run. */
    public static RunFailure of(Throwable thrown) {
        RunFailure failure = TemporalFailures.of(thrown);
        Step step = step(thrown);
        return failure.step() != null || step == null ? failure : failure.in(stage(step), step.key());
    }

    /** What the model calls of a step that failed have used, as far as it has told. */
    static Usage spent(Throwable thrown) {
        return TemporalFailures.telling(thrown)
                .filter(application -> application.getDetails().getSize() > 1)
                .map(application -> application.getDetails().get(1, Usage.class))
                .orElse(Usage.NONE);
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
