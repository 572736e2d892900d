package io.quantumlayer.parser.syntax;

import java.time.Duration;

/** The moment at which work on a file is given up. */
public final class Deadline {

    private final long end;
    private final Duration limit;

    private Deadline(long end, Duration limit) {
        this.end = end;
        this.limit = limit;
    }

    /** A deadline that starts now. */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    /** Whether it has passed. */
    public boolean hasPassed() {
        return System.nanoTime() - end >= 0;
    }

    /** Throws {@link DeadlinePassedException} when it has passed. */
    public void check() {
        if (hasPassed()) {
            throw new DeadlinePassedException(limit);
        }
    }
}
