package io.quantumlayer.llmrouter.key;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * So many units a minute, of which this router may give out its share. Inside the bucket a unit of a small
 * limit is a thousand tokens of Bucket4j, so that shares of it are exact; one of a large limit is one, as Bucket4j refills
 * no more than a token a nanosecond.
 */
final class RateLimit {

    /** What may be given out in a minute at most. */
    static final long MOST = 10_000_000_000L;

    private static final long SMALL = 10_000_000;

    private final long limit;
    private final long scale;
    private final LocalBucket bucket;
    private final LongAdder demand = new LongAdder();
    private volatile double share;

    RateLimit(long limit, double share, boolean full) {
        this.limit = limit;
        this.share = share;
        this.scale = limit <= SMALL ? 1000 : 1;
        long capacity = capacity(share);
        this.bucket = Bucket.builder()
                .addLimit(stage -> stage.capacity(capacity)
                        .refillGreedy(capacity, Duration.ofMinutes(1))
                        .initialTokens(full ? capacity : 0))
                .withNanosecondPrecision()
                .build();
    }

    long limit() {
        return limit;
    }

    /** Tokens of Bucket4j in a unit. */
    long scale() {
        return scale;
    }

    double share() {
        return share;
    }

    /**
     * Another part of the limit; what has gathered stays, as far as it fits.
     *
     * @param full whether the minute begins anew; otherwise nothing is added
     */
    void share(double part, boolean full) {
        if (part != share) {
            share = part;
            long capacity = capacity(part);
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(stage -> stage.capacity(capacity).refillGreedy(capacity, Duration.ofMinutes(1)))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
            if (full) {
                bucket.reset();
            }
        }
    }

    ConsumptionProbe tryConsume(long units) {
        demand.add(units);
        return bucket.tryConsumeAndReturnRemaining(units * scale);
    }

    /** What there is now. */
    ConsumptionProbe state() {
        long capacity = capacity(share);
        long available = bucket.getAvailableTokens();
        return ConsumptionProbe.rejected(available, 0, (long) (Math.max(0, capacity - available) * 60e9 / capacity));
    }

    /** Takes the difference to what was consumed before, or gives it back. */
    void correct(long consumed, long actual) {
        if (actual < consumed) {
            bucket.addTokens((consumed - actual) * scale);
        } else if (actual > consumed) {
            bucket.consumeIgnoringRateLimits((actual - consumed) * scale);
        }
    }

    /** Units asked for since the last time. */
    long takeDemand() {
        return demand.sumThenReset();
    }

    private long capacity(double part) {
        return Math.max(1, (long) (limit * scale * part));
    }
}
