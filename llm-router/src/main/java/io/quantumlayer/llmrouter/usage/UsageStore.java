package io.quantumlayer.llmrouter.usage;

import io.quantumlayer.llmrouter.key.RouterDatabase;
import io.quantumlayer.llmrouter.price.Usd;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Writes the ledger's sums to the database, every second what has changed, and reads those of all routers. */
public final class UsageStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageStore.class);
    private static final long PAUSE_MILLIS = 1_000;

    private static final String WRITE = """
            insert into %1$s (%2$s day, key_id, owner, provider, model, router, calls, estimated_calls, unpriced_calls,
                              failed_calls, replayed_calls, prompt_tokens, cached_tokens, completion_tokens, cost_nanos)
            values (%3$s :day, :key, :owner, :provider, :model, :router, :calls, :estimated, :unpriced,
                    :failed, :replayed, :prompt, :cached, :completion, :nanos)
            on conflict (%2$s day, key_id, owner, provider, model, router) do update
            set calls = excluded.calls, estimated_calls = excluded.estimated_calls,
                unpriced_calls = excluded.unpriced_calls, failed_calls = excluded.failed_calls,
                replayed_calls = excluded.replayed_calls,
                prompt_tokens = excluded.prompt_tokens, cached_tokens = excluded.cached_tokens,
                completion_tokens = excluded.completion_tokens, cost_nanos = excluded.cost_nanos
            """;
    private static final String WRITE_DAY = WRITE.formatted("usage_day", "", "");
    private static final String WRITE_RUN = WRITE.formatted("usage_run", "run, step, round,", ":run, :step, :round,");

    private static final String READ = """
            select day, key_id, owner, provider, model, run, step, round, sum(calls) as calls,
                   sum(estimated_calls) as estimated, sum(unpriced_calls) as unpriced, sum(failed_calls) as failed,
                   sum(replayed_calls) as replayed,
                   sum(prompt_tokens) as prompt, sum(cached_tokens) as cached, sum(completion_tokens) as completion,
                   sum(cost_nanos) as nanos
            from %s used
            where (:run::text is null or run = :run)
              and (:key::text is null or key_id = :key) and (:model::text is null or model = :model)
              and (:from::date is null or day >= :from) and (:to::date is null or day <= :to)
            group by day, key_id, owner, provider, model, run, step, round
            order by day desc, key_id, step, round, model
            """;
    private static final String READ_DAYS = READ.formatted(
            "(select usage_day.*, null::text as run, null::text as step, null::integer as round from usage_day)");
    private static final String READ_RUN = READ.formatted("usage_run");

    private final UsageLedger ledger;
    private final RouterDatabase database;
    private final InstantSource clock;
    private final Map<Line, UsageRow> written = new HashMap<>();
    private final Thread thread;

    UsageStore(UsageLedger ledger, RouterDatabase database, InstantSource clock) {
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("usage-ledger").start(this::run);
    }

    private record Line(
            String key,
            String owner,
            String provider,
            String model,
            LocalDate day,
            @Nullable String run,
            @Nullable String step,
            @Nullable Integer round) {

        static Line of(UsageRow row) {
            return new Line(
                    row.key(), row.owner(), row.provider(), row.model(), row.day(), row.run(), row.step(), row.round());
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                try {
                    flush();
                } catch (RuntimeException away) {
                    // The leases' thread tells that the database is away; the sums wait in memory.
                    LOG.debug("The usage could not be written", away);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes what has changed; takes time.
     *
     * @throws DataAccessException if the database does not answer
     * @throws TransactionException likewise
     */
    public synchronized void flush() {
        List<UsageRow> changed = ledger.rows().stream()
                .filter(row -> !row.equals(written.get(Line.of(row))))
                .toList();
        if (!changed.isEmpty()) {
            database.inTransaction(jdbc -> {
                changed.forEach(row -> write(jdbc, row));
                return changed.size();
            });
            changed.forEach(row -> written.put(Line.of(row), row));
        }
        LocalDate kept = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        ledger.forgetBefore(kept);
        written.keySet().removeIf(line -> line.day().isBefore(kept));
    }

    private void write(JdbcClient jdbc, UsageRow row) {
        jdbc.sql(row.run() == null ? WRITE_DAY : WRITE_RUN)
                .param("run", row.run())
                .param("step", row.step())
                .param("round", row.round())
                .param("day", row.day())
                .param("key", row.key())
                .param("owner", row.owner())
                .param("provider", row.provider())
                .param("model", row.model())
                .param("router", database.router())
                .param("calls", row.calls())
                .param("estimated", row.estimatedCalls())
                .param("unpriced", row.unpricedCalls())
                .param("failed", row.failedCalls())
                .param("replayed", row.replayedCalls())
                .param("prompt", row.promptTokens())
                .param("cached", row.cachedTokens())
                .param("completion", row.completionTokens())
                .param("nanos", row.costUsd().movePointRight(9).longValueExact())
                .update();
    }

    /** Sums of all routers that fit a question, the newest day first. */
    List<UsageRow> rows(UsageLedger.Question question) {
        return database.inTransaction(jdbc -> jdbc.sql(question.run() == null ? READ_DAYS : READ_RUN)
                .param("run", question.run())
                .param("key", question.key())
                .param("model", question.model())
                .param("from", question.from())
                .param("to", question.to())
                .query((row, number) -> new UsageRow(
                        row.getString("key_id"),
                        row.getString("owner"),
                        row.getString("provider"),
                        row.getString("model"),
                        row.getObject("day", LocalDate.class),
                        row.getString("run"),
                        row.getString("step"),
                        question.run() == null ? null : row.getInt("round"),
                        row.getLong("calls"),
                        row.getLong("estimated"),
                        row.getLong("unpriced"),
                        row.getLong("failed"),
                        row.getLong("replayed"),
                        row.getLong("prompt"),
                        row.getLong("cached"),
                        row.getLong("completion"),
                        Usd.ofNanos(row.getLong("nanos"))))
                .list());
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            flush();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("The usage since the last second could not be written: {}", away.getMessage());
        }
    }
}
