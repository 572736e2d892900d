package io.quantumlayer.llmrouter.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quantumlayer.llmrouter.journal.StoredAnswer;
import io.quantumlayer.llmrouter.key.Digest;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.protocols.Changes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Complete answers, to be given again to exactly the same request of the same tenant: an owner of keys never sees what
 * another was answered.
 */
final class AnswerCache {

    /** A longer answer is not kept. */
    static final int LONGEST = 1 << 20;

    /** What an entry takes beside its body, about. */
    private static final int OVERHEAD = 512;

    private final Duration ttl;
    private final Cache<Key, Kept> answers;

    AnswerCache(CacheProperties properties, MeterRegistry registry) {
        this.ttl = properties.ttl();
        this.answers = Caffeine.newBuilder()
                .maximumWeight(properties.maxSize().toBytes())
                .<Key, Kept>weigher((key, kept) -> kept.body().length + OVERHEAD)
                .expireAfter(Expiry.<Key, Kept>creating((key, kept) -> kept.ttl()))
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(registry, answers, "llm.router.answers");
    }

    /** The same for the same request of the same tenant. */
    record Key(String tenant, Operation operation, Map<String, String> anthropic, Digest request) {}

    /**
     * An answer that was complete.
     *
     * @param changes of the request that was answered
     * @param storedNanos when its last byte was there
     * @param journalled whether it comes from the journal
     * @param costUsd US dollars that were paid for an answer of the journal; {@code null} where the price is not known
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(
            boolean stream,
            String contentType,
            String provider,
            String model,
            Changes changes,
            byte[] body,
            long storedNanos,
            Duration ttl,
            boolean journalled,
            @Nullable BigDecimal costUsd) {

        static Kept of(StoredAnswer answer, InstantSource clock) {
            long age = Duration.between(answer.answered(), clock.instant()).toNanos();
            return new Kept(
                    false,
                    answer.contentType(),
                    answer.provider(),
                    answer.model(),
                    new Changes(answer.dropped(), answer.adapted()),
                    answer.body(),
                    System.nanoTime() - age,
                    Duration.ZERO,
                    true,
                    answer.costUsd());
        }

        /** Whole seconds since the answer was given. */
        long age(long now) {
            return Math.max(0, Duration.ofNanos(now - storedNanos).toSeconds());
        }
    }

    /**
     * How one call uses the cache.
     *
     * @param reading whether an answer may be taken from it
     */
    record Use(Key key, Duration ttl, boolean reading) {}

    /** How a call uses the cache; {@code null} for not at all, which is the default. */
    @Nullable
    Use use(Call call, Route route, String tenant) {
        Duration keep = route.cache() == null ? ttl : route.cache();
        Operation operation = call.request().operation();
        boolean repeatable =
                operation == Operation.CHAT || operation == Operation.MESSAGES || operation == Operation.EMBEDDINGS;
        if (!keep.isPositive() || !repeatable || call.wants("no-store")) {
            return null;
        }
        return new Use(
                new Key(
                        tenant,
                        operation,
                        call.anthropic(),
                        Digest.of(call.request().bytes())),
                keep,
                !call.wants("no-cache"));
    }

    @Nullable
    Kept find(Use use) {
        return use.reading() ? answers.getIfPresent(use.key()) : null;
    }

    void keep(Use use, Kept answer) {
        answers.put(use.key(), answer);
    }
}
