package io.quantumlayer.worker.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Asks work to end. What is running is ended at once; what starts later does not start. */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean canceled;

    /** Asks for the end; asking again changes nothing. */
    public synchronized void cancel() {
        if (!canceled) {
            canceled = true;
            actions.forEach(Runnable::run);
        }
    }

    /** Whether the end was asked for. */
    public synchronized boolean requested() {
        return canceled;
    }

    /** Runs an action when the end is asked for, at once if it was already. */
    synchronized void onCancel(Runnable action) {
        actions.add(action);
        if (canceled) {
            action.run();
        }
    }
}
