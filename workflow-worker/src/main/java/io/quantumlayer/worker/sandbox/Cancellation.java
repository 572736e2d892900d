package io.quantumlayer.worker.sandbox;

import java.util.concurrent.CompletableFuture;

/** Asks work to end. What is running is ended at once; what starts later does not start. */
public final class Cancellation {

    private final CompletableFuture<Void> canceled = new CompletableFuture<>();

    /** Asks for the end; asking again changes nothing. */
    public void cancel() {
        canceled.complete(null);
    }

    /** Whether the end was asked for. */
    public boolean canceled() {
        return canceled.isDone();
    }

    /** Runs an action when the end is asked for, at once if it was already. */
    void onCancel(Runnable action) {
        canceled.thenRun(action);
    }
}
