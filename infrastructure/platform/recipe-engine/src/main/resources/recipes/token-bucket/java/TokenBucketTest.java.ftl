package [=project.package];

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

final class TokenBucketTest {

    private static final long SECOND = 1_000_000_000;

    private final Random random = new Random(20240229);
    private long now = 1_000 * SECOND;

    public static void main(String[] args) {
        Tap.run(new TokenBucketTest());
    }

    public void grantsABurstUpToTheCapacity() {
        TokenBucket bucket = bucket(3, 1);

        Tap.equal(
                List.of(true, true, true, false),
                IntStream.range(0, 4).mapToObj(i -> bucket.tryAcquire(1)).toList());
        Tap.equal(true, bucket(3, 1).tryAcquire(3));
    }

    public void takesNothingWhenTooFewTokensAreLeft() {
        TokenBucket bucket = bucket(3, 1);
        bucket.tryAcquire(1);

        Tap.equal(false, bucket.tryAcquire(3));
        Tap.equal(true, bucket.tryAcquire(2));
        Tap.equal(false, bucket.tryAcquire(1));
    }

    public void refillsAtTheGivenRate() {
        TokenBucket bucket = bucket(4, 2);
        bucket.tryAcquire(4);

        now += SECOND / 2 - 1;
        Tap.equal(false, bucket.tryAcquire(1));
        now += 1;
        Tap.equal(true, bucket.tryAcquire(1));
        now += SECOND;
        Tap.equal(true, bucket.tryAcquire(2));
        Tap.equal(false, bucket.tryAcquire(1));
    }

    public void neverHoldsMoreThanTheCapacity() {
        TokenBucket bucket = bucket(3, 1);
        bucket.tryAcquire(2);
        now += 3_600 * SECOND;
        Tap.equal(true, bucket.tryAcquire(3));
        Tap.equal(false, bucket.tryAcquire(1));

        TokenBucket largest = bucket(9_223_372_036L, Long.MAX_VALUE);
        largest.tryAcquire(9_223_372_036L);
        now += 3_600 * SECOND;
        Tap.equal(true, largest.tryAcquire(9_223_372_036L));
        Tap.equal(false, largest.tryAcquire(1));
    }

    public void keepsFractionsOfTokensExactly() {
        TokenBucket bucket = bucket(5, 3);
        bucket.tryAcquire(5);
        int granted = 0;
        for (int i = 0; i < 10_000; i++) {
            now += SECOND / 10_000;
            granted += bucket.tryAcquire(1) ? 1 : 0;
        }

        Tap.equal(3, granted);
        now += SECOND / 3;
        Tap.equal(false, bucket.tryAcquire(1));
        now += 1;
        Tap.equal(true, bucket.tryAcquire(1));
    }

    public void neitherGainsNorLosesTokensWhenTheClockGoesBackwards() {
        TokenBucket bucket = bucket(3, 1);
        bucket.tryAcquire(1);

        now -= 5 * SECOND;
        Tap.equal(true, bucket.tryAcquire(2));
        Tap.equal(false, bucket.tryAcquire(1));
        now += 5 * SECOND;
        Tap.equal(false, bucket.tryAcquire(1));
        now += SECOND;
        Tap.equal(true, bucket.tryAcquire(1));
    }

    public void worksWithTheClockOfTheSystem() {
        TokenBucket bucket = new TokenBucket(2, 1);

        Tap.equal(true, bucket.tryAcquire(2));
    }

    public void refusesArgumentsOutOfRange() {
        for (long value : new long[] {0, -1, Long.MIN_VALUE}) {
            assertRefused("capacity", () -> bucket(value, 1));
            assertRefused("refillPerSecond", () -> bucket(1, value));
            assertRefused("tokens", () -> bucket(1, 1).tryAcquire(value));
        }
        assertRefused("capacity", () -> bucket(9_223_372_037L, 1));
        assertRefused("tokens", () -> bucket(3, 1).tryAcquire(4));
    }

    public void grantsNoMoreThanItsTokensToConcurrentCallers() throws Exception {
        AtomicBoolean reading = new AtomicBoolean();
        TokenBucket bucket = new TokenBucket(300, 1, () -> {
            Tap.equal(true, reading.compareAndSet(false, true), "the only reader of the clock");
            Thread.yield();
            reading.set(false);
            return now;
        });
        List<Callable<Long>> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            callers.add(() ->
                    IntStream.range(0, 100).filter(i -> bucket.tryAcquire(1)).count());
        }

        long granted = 0;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Long> done : threads.invokeAll(callers)) {
                granted += done.get();
            }
        } finally {
            threads.shutdown();
        }

        Tap.equal(300L, granted);
    }

    public void agreesWithASlowReferenceOnRandomRequests() {
        for (int run = 0; run < 500; run++) {
            int capacity = 1 + random.nextInt(5);
            int refillPerSecond = 1 + random.nextInt(60_000_000);
            TokenBucket bucket = bucket(capacity, refillPerSecond);
            long billionths = capacity * SECOND;
            for (int step = 0; step < 25; step++) {
                int elapsed = random.nextInt(60);
                for (int i = 0; i < elapsed; i++) {
                    now++;
                    billionths = Math.min(billionths + refillPerSecond, capacity * SECOND);
                }
                int tokens = 1 + random.nextInt(capacity);
                boolean expected = billionths >= tokens * SECOND;
                if (expected) {
                    billionths -= tokens * SECOND;
                }
                Tap.equal(expected, bucket.tryAcquire(tokens), "run " + run + ", step " + step);
            }
        }
    }

    private TokenBucket bucket(long capacity, long refillPerSecond) {
        return new TokenBucket(capacity, refillPerSecond, () -> now);
    }

    private static void assertRefused(String argument, Tap.Action action) {
        String message = Tap.throwing(IllegalArgumentException.class, action).getMessage();
        Tap.equal(argument, message.split(" ")[0], message);
    }
}
