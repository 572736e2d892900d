package io.quantumlayer.worker.step;

import io.quantumlayer.worker.run.Step;

/** The work of one step. A handler is asked at most once for a drop that is stored. */
public interface StepHandler {

    /** Step that this handler does. */
    Step step();

    /**
     * Does the work.
     *
     * @throws RuntimeException if the work cannot be done; Temporal tries again, unless the error says that this is of no use
     */
    StepResult run(StepWork work);
}
