package io.quantumlayer.servers;

import org.jspecify.annotations.Nullable;

/** A program that is needed is neither installed nor could it be fetched; the message says how to get it. */
public final class ToolUnavailableException extends RuntimeException {

    public ToolUnavailableException(String message) {
        super(message);
    }

    public ToolUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
