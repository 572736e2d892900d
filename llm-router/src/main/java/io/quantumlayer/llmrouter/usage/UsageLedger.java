package io.quantumlayer.llmrouter.usage;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.CallLedger;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.llmrouter.price.Usd;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sums of this router's calls since it started, by key, model and day (UTC), and those of runs also by step and round. Recording never blocks; sums instead of calls
 * are kept, so that neither a busy hour nor a database that is away costs memory.
 */
public final class UsageLedger implements CallLedger {

    private static final int MOST_LINES = 50_000;

    private final InstantSource clock;
    private final Instant since;
    private final Map<Line, Sums> lines = new ConcurrentHashMap<>();
    private final Set<Line> changed = ConcurrentHashMap.newKeySet();

    /** An empty ledger. */
    public UsageLedger(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** @param step of a run; {@code null} for the sum of all calls */
    private record Line(
            String key,
            String owner,
            String provider,
            String model,
            long day,
            @Nullable RunStep step) {

        Line of(RunStep other) {
            return new Line(key, owner, provider, model, day, other);
        }

        static Line of(UsageRow row) {
            String run = row.run();
            return new Line(
                    row.key(),
                    row.owner(),
                    row.provider(),
                    row.model(),
                    row.day().toEpochDay(),
                    run == null
                            ? null
                            : new RunStep(
                                    run,
                                    Objects.requireNonNullElse(row.step(), ""),
                                    Objects.requireNonNullElse(row.round(), 0)));
        }
    }

    private static final class Sums {
        final LongAdder calls = new LongAdder();
        final LongAdder estimated = new LongAdder();
        final LongAdder unpriced = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder replayed = new LongAdder();
        final LongAdder input = new LongAdder();
        final LongAdder cached = new LongAdder();
        final LongAdder output = new LongAdder();
        final LongAdder nanos = new LongAdder();
    }

    @Override
    public void record(String keyId, String owner, Settlement used) {
        Line line =
                new Line(keyId, owner, used.provider(), used.model(), Math.floorDiv(clock.millis(), 86_400_000), null);
        add(line, used);
        CallOrigin origin = used.origin();
        if (origin != null) {
            add(line.of(new RunStep(origin.run(), origin.step(), origin.round())), used);
        }
    }

    private void add(Line line, Settlement used) {
        Line named = line;
        Sums sums = lines.get(line);
        if (sums == null) {
            // Names of models, runs and steps come from outside: past a certain number they share a line.
            named = lines.size() < MOST_LINES
                    ? line
                    : new Line(
                            line.key(),
                            line.owner(),
                            line.provider(),
                            "other",
                            line.day(),
                            line.step() == null ? null : RunStep.OTHER);
            sums = lines.computeIfAbsent(named, absent -> new Sums());
        }
        sums.calls.increment();
        sums.input.add(used.inputTokens());
        sums.cached.add(used.cachedInputTokens());
        sums.output.add(used.outputTokens());
        sums.nanos.add(used.costNanos());
        if (used.estimated()) {
            sums.estimated.increment();
        }
        if (!used.priced()) {
            sums.unpriced.increment();
        }
        if (used.status() >= 400) {
            sums.failed.increment();
        }
        if (used.replayed()) {
            sums.replayed.increment();
        }
        // Behind the sums: whoever takes the line before this finds it again.
        changed.add(named);
    }

    /** When counting began. */
    Instant since() {
        return since;
    }

    /** All sums. */
    List<UsageRow> rows() {
        List<UsageRow> rows = new ArrayList<>();
        lines.forEach((line, sums) -> rows.add(row(line, sums)));
        return rows;
    }

    /** Sums that have changed since this was asked before; who cannot store them {@link #giveBack gives them back}. */
    List<UsageRow> takeChanged() {
        List<UsageRow> rows = new ArrayList<>();
        for (Line line : changed) {
            changed.remove(line);
            Sums sums = lines.get(line);
            if (sums != null) {
                rows.add(row(line, sums));
            }
        }
        return rows;
    }

    /** Counts these as changed again. */
    void giveBack(List<UsageRow> rows) {
        rows.forEach(row -> changed.add(Line.of(row)));
    }

    private static UsageRow row(Line line, Sums sums) {
        RunStep step = line.step();
        return new UsageRow(
                line.key(),
                line.owner(),
                line.provider(),
                line.model(),
                LocalDate.ofEpochDay(line.day()),
                step == null ? null : step.run(),
                step == null ? null : step.step(),
                step == null ? null : step.round(),
                sums.calls.sum(),
                sums.estimated.sum(),
                sums.unpriced.sum(),
                sums.failed.sum(),
                sums.replayed.sum(),
                sums.input.sum(),
                sums.cached.sum(),
                sums.output.sum(),
                Usd.ofNanos(sums.nanos.sum()));
    }

    /** Forgets the days before one; only once they are stored. */
    void forgetBefore(LocalDate day) {
        lines.keySet().removeIf(line -> line.day() < day.toEpochDay());
    }

    /** Sums that fit a question, the newest day first. */
    List<UsageRow> rows(Question question) {
        return rows().stream()
                .filter(row -> Objects.equals(question.run(), row.run()))
                .filter(row -> question.key() == null || question.key().equals(row.key()))
                .filter(row -> question.model() == null || question.model().equals(row.model()))
                .filter(row -> question.from() == null || !row.day().isBefore(question.from()))
                .filter(row -> question.to() == null || !row.day().isAfter(question.to()))
                .sorted(Comparator.comparing(UsageRow::day)
                        .reversed()
                        .thenComparing(UsageRow::key)
                        .thenComparing(row -> Objects.requireNonNullElse(row.step(), ""))
                        .thenComparing(row -> Objects.requireNonNullElse(row.round(), 0))
                        .thenComparing(UsageRow::model))
                .toList();
    }

    /**
     * Which sums are asked for; {@code null} for all; both days are included.
     *
     * @param run a run, whose sums are by step and round; {@code null} for those of all calls
     */
    record Question(
            @Nullable String key,
            @Nullable String model,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String run) {}
}
