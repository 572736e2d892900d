package io.quantumlayer.llmrouter.usage;

import io.quantumlayer.llmrouter.key.RouterDatabase;
import io.quantumlayer.llmrouter.price.Usd;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Writes the ledger's sums to the database, every second what has changed, and reads those of all routers. */
public final class UsageStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageStore.class);
    private static final long PAUSE_MILLIS = 1_000;

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
    private final Thread thread;

    UsageStore(UsageLedger ledger, RouterDatabase database, InstantSource clock) {
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("usage-ledger").start(this::run);
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
        List<UsageRow> changed = ledger.takeChanged();
        if (!changed.isEmpty()) {
            store(changed, jdbc -> changed.size());
        }
        ledger.forgetBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1));
    }

    /**
     * Does work on the database and writes what has changed, both or neither; takes time.
     *
     * @throws DataAccessException if the database does not answer
     * @throws TransactionException likewise
     */
    public synchronized <T> T flushWith(Function<JdbcClient, T> work) {
        return store(ledger.takeChanged(), work);
    }

    private <T> T store(List<UsageRow> changed, Function<JdbcClient, T> work) {
        boolean stored = false;
        try {
            T result = database.inTransaction(jdbc -> {
                T done = work.apply(jdbc);
                changed.forEach(row -> UsageTables.write(jdbc, row, database.router()));
                return done;
            });
            stored = true;
            return result;
        } finally {
            if (!stored) {
                ledger.giveBack(changed);
            }
        }
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
