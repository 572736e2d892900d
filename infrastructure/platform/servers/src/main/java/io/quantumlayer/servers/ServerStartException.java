package io.quantumlayer.servers;

import org.jspecify.annotations.Nullable;

/** A server did not start; the message says which, why, and where its log is. */
public final class ServerStartException extends RuntimeException {

    public ServerStartException(String message) {
        super(message);
    }

    public ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
