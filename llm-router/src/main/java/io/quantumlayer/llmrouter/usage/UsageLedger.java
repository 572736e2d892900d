package io.quantumlayer.llmrouter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Sums of what was used since this process started, by key, model and day (UTC). */
public final class UsageLedger {

    private final Clock clock;
    private final Instant since;
    private final Map<Line, Sums> lines = new ConcurrentHashMap<>();

    /** An empty ledger. @param clock tells the day */
    public UsageLedger(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    private record Line(LocalDate day, String key, String provider, String model) {}

    private record Sums(
            LongAdder calls,
            LongAdder input,
            LongAdder output,
            LongAdder cached,
            LongAdder nanos,
            LongAdder estimated,
            LongAdder unpriced) {

        Sums() {
            this(
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder());
        }
    }

    /**
     * What one key used of one model on one day.
     *
     * @param cachedInputTokens part of the input tokens
     * @param costUsd US dollars; calls without a price cost nothing here
     * @param estimatedCalls calls whose tokens the provider did not tell
     * @param unpricedCalls calls whose price is not known
     */
    public record Entry(
            @JsonProperty("day") LocalDate day,
            @JsonProperty("key") String key,
            @JsonProperty("provider") String provider,
            @JsonProperty("model") String model,
            @JsonProperty("calls") long calls,
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("output_tokens") long outputTokens,
            @JsonProperty("cached_input_tokens") long cachedInputTokens,
            @JsonProperty("cost_usd") BigDecimal costUsd,
            @JsonProperty("estimated_calls") long estimatedCalls,
            @JsonProperty("unpriced_calls") long unpricedCalls) {}

    /** Counts a call that has ended; calls that nobody was asked for are not counted. */
    public void book(
            String key,
            String provider,
            String model,
            long inputTokens,
            long outputTokens,
            long cachedInputTokens,
            long costNanos,
            boolean estimated,
            boolean priced) {
        if (provider.isEmpty()) {
            return;
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(clock.millis(), 86_400_000L));
        Sums sums = lines.computeIfAbsent(new Line(day, key, provider, model), line -> new Sums());
        sums.calls().increment();
        sums.input().add(inputTokens);
        sums.output().add(outputTokens);
        sums.cached().add(cachedInputTokens);
        sums.nanos().add(costNanos);
        if (estimated) {
            sums.estimated().increment();
        }
        if (!priced) {
            sums.unpriced().increment();
        }
    }

    Instant since() {
        return since;
    }

    List<Entry> entries() {
        return lines.entrySet().stream()
                .map(line -> entry(line.getKey(), line.getValue()))
                .sorted(Comparator.comparing(Entry::day)
                        .thenComparing(Entry::key)
                        .thenComparing(Entry::provider)
                        .thenComparing(Entry::model))
                .toList();
    }

    private static Entry entry(Line line, Sums sums) {
        return new Entry(
                line.day(),
                line.key(),
                line.provider(),
                line.model(),
                sums.calls().sum(),
                sums.input().sum(),
                sums.output().sum(),
                sums.cached().sum(),
                BigDecimal.valueOf(sums.nanos().sum(), 9).stripTrailingZeros(),
                sums.estimated().sum(),
                sums.unpriced().sum());
    }
}
