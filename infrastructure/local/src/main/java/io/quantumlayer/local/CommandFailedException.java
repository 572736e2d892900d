package io.quantumlayer.local;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message says why and what to do, and is all that the user sees. */
public final class CommandFailedException extends RuntimeException {

    private final ExitCode exitCode;

    public CommandFailedException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public CommandFailedException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
