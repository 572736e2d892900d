package io.quantumlayer.parser.syntax;

import java.time.Duration;

/** A file took longer than the limit; what was computed of it is thrown away. */
public class DeadlinePassedException extends RuntimeException {

    private final Duration limit;

    DeadlinePassedException(Duration limit) {
        super("The analysis took longer than %d ms".formatted(limit.toMillis()));
        this.limit = limit;
    }

    /** What was allowed. */
    public Duration limit() {
        return limit;
    }
}
