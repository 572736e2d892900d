package io.quantumlayer.worker.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Asks work to end. What is running is ended at once; what starts later does not start. */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private final Runnable question;
    private boolean canceled;

    /** A cancellation that is told of. */
    public Cancellation() {
        this(() -> {});
    }

    /**
     * A cancellation that can be asked for as well.
     *
     * @param question throws an exception that ends the work if its end is wanted
     */
    public Cancellation(Runnable question) {
        this.question = question;
    }

    /** Before work that costs: asks whether the end is wanted, instead of waiting to be told, and throws if it is. */
    public void check() {
        if (requested()) {
            throw new CancellationException("The end of this work was asked for.");
        }
        try {
            question.run();
        } catch (RuntimeException wanted) {
            cancel();
            throw wanted;
        }
    }

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
