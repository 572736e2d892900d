package [=project.package];

import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A token bucket rate limiter: it holds up to a capacity of tokens and gains a fixed number of them every second.
 *
 * <p>The bucket starts full. It counts in billionths of a token, so that a rate of n tokens per second is n units per
 * nanosecond and no fraction is lost. Threads may share a bucket; it reads the clock for one of them at a time.
 */
public final class TokenBucket {

    private static final long UNITS_PER_TOKEN = 1_000_000_000;
    private static final long MAX_CAPACITY = Long.MAX_VALUE / UNITS_PER_TOKEN;

    private final long capacity;
    private final long refillPerSecond;
    private final LongSupplier clock;
    private long units;
    private long refilledAt;

    /** Creates a full bucket that reads {@link System#nanoTime()}; see the other constructor. */
    public TokenBucket(long capacity, long refillPerSecond) {
        this(capacity, refillPerSecond, System::nanoTime);
    }

    /**
     * Creates a full bucket.
     *
     * @param capacity most tokens held, from 1 to 9,223,372,036
     * @param refillPerSecond tokens gained every second, at least 1
     * @param clock time in nanoseconds from any fixed origin; may overflow as {@link System#nanoTime()} does
     * @throws IllegalArgumentException if a number is out of range
     */
    public TokenBucket(long capacity, long refillPerSecond, LongSupplier clock) {
        this.capacity = requireBetween("capacity", capacity, MAX_CAPACITY);
        this.refillPerSecond = requireBetween("refillPerSecond", refillPerSecond, Long.MAX_VALUE);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.units = capacity * UNITS_PER_TOKEN;
        this.refilledAt = clock.getAsLong();
    }

    /**
     * Takes the tokens and returns true, or takes none and returns false if too few are there.
     *
     * @throws IllegalArgumentException unless the number of tokens is from 1 to the capacity
     */
    public synchronized boolean tryAcquire(long tokens) {
        long needed = requireBetween("tokens", tokens, capacity) * UNITS_PER_TOKEN;
        refill();
        if (units < needed) {
            return false;
        }
        units -= needed;
        return true;
    }

    private void refill() {
        long now = clock.getAsLong();
        long elapsed = now - refilledAt;
        if (elapsed <= 0) {
            return;
        }
        long missing = capacity * UNITS_PER_TOKEN - units;
        // The product is at most the missing units where it is used, and may overflow where it is not.
        units += elapsed > missing / refillPerSecond ? missing : elapsed * refillPerSecond;
        refilledAt = now;
    }

    private static long requireBetween(String name, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be from 1 to " + max + ", was " + value);
        }
        return value;
    }
}
