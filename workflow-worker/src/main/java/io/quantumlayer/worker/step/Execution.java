package io.quantumlayer.worker.step;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;

/**
 * In what an activity works.
 *
 * @param runId Temporal's id of the execution; a retry of a run goes on in a new one
 * @param attempt at the activity, from 1
 */
record Execution(String runId, int attempt) {

    /** That of the activity which this thread works on. */
    static Execution current() {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        return new Execution(info.getRunId(), info.getAttempt());
    }

    /** Whether it goes on with a run that began in another one, and had ended. */
    boolean retries(String firstRunId) {
        return !runId.equals(firstRunId);
    }
}
