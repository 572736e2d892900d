package io.quantumlayer.servers;

/** How long a server process lives. */
public enum Lifetime {
    /** Ends with the process that started it, even when that one is killed. */
    OWNED,
    /** Goes on after the process that started it, until something stops it. */
    DETACHED
}
