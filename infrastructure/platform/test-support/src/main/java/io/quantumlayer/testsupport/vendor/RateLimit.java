package io.quantumlayer.testsupport.vendor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** So many calls within a window that moves with time. */
public final class RateLimit {

    private final int calls;
    private final Duration window;
    private final Deque<Instant> taken = new ArrayDeque<>();

    public RateLimit(int calls, Duration window) {
        this.calls = calls;
        this.window = window;
    }

    /** Takes a call, or tells how long to wait for one. */
    public synchronized Optional<Duration> take() {
        Instant now = Instant.now();
        while (!taken.isEmpty() && taken.getFirst().plus(window).isBefore(now)) {
            taken.removeFirst();
        }
        if (taken.size() >= calls) {
            return Optional.of(
                    Duration.between(now, taken.getFirst().plus(window)).plusSeconds(1));
        }
        taken.addLast(now);
        return Optional.empty();
    }
}
