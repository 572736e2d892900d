package io.quantumlayer.worker.sandbox;

/** Nothing can be run now; the message names the cause and the remedy. It is no failure of the project. */
public final class SandboxUnavailableException extends RuntimeException {

    public SandboxUnavailableException(String reason) {
        super(reason);
    }
}
