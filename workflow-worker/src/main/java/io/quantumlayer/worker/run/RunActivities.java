package io.quantumlayer.worker.run;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What happens to a run as a whole; the steps are activities of their own, by {@link Step#key()}. */
@ActivityInterface
public interface RunActivities {

    /** Writes the event to the run's journal and the record to the list of runs; safe to repeat. */
    @ActivityMethod(name = "record_run")
    void record(RunChange change);
}
