package io.quantumlayer.llmrouter.journal;

import io.quantumlayer.llmrouter.key.RouterDatabase;
import io.quantumlayer.llmrouter.usage.UsageStore;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Calls that name a run, and their answers, in the database that routers share. The answer is kept before it is given out,
 * so whoever asks the same again gets it without a call of the provider. A call that is under way is not begun a second
 * time, unless the router that made it has died: then nobody knows its answer, and it is made again.
 *
 * <p>All methods block, and throw {@link DataAccessException} or {@link TransactionException} where the database is away.
 */
public final class CallJournal implements AutoCloseable {

    /** Most bytes of an answer that is kept. */
    public static final int LONGEST = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);
    private static final Duration CLEANING = Duration.ofHours(1);

    private static final String OF_CALL = """
            where key_id = :key and run = :run and step = :step and round = :round and call = :call
              and request_sha256 = :request
            """;

    /** The database's clock decides. A router writes more than once a second that it lives. */
    private static final String BEGIN = """
            insert into call_journal as made (key_id, run, step, round, call, request_sha256, router, begun, given_up)
            values (:key, :run, :step, :round, :call, :request, :router, now(), now() + :life * interval '1 millisecond')
            on conflict (key_id, run, step, round, call, request_sha256) do update
            set router = excluded.router, begun = excluded.begun, given_up = excluded.given_up
            where made.answered is null
              and (made.given_up < now()
                   or made.router <> :router and not exists (
                       select from router where id = made.router and seen > now() - :dead * interval '1 millisecond'))
            """;

    private static final String KEEP = """
            update call_journal
            set answered = now(), content_type = :type, provider = :provider, model = :model,
                dropped = :dropped, adapted = :adapted, cost_usd = :cost, body = :body
            """ + OF_CALL + " and router = :router and answered is null";

    private final RouterDatabase database;
    private final Duration keep;
    private final Duration dead;
    private final UsageStore usage;
    private final Thread thread;

    /**
     * A journal.
     *
     * @param keep how long answers are kept
     * @param dead how long a router has been silent that is taken for dead
     * @param usage what calls have cost: what is given again costs nothing, so the first time must not be lost
     */
    CallJournal(RouterDatabase database, Duration keep, Duration dead, UsageStore usage) {
        this.database = database;
        this.keep = keep;
        this.dead = dead;
        this.usage = usage;
        this.thread = Thread.ofVirtual().name("call-journal").start(this::run);
    }

    /** Writes down that a call begins, unless it has begun. @param life after which it has ended, whatever became of it */
    public Opening begin(CallKey key, Duration life) {
        return database.inTransaction(jdbc -> {
            int begun = of(jdbc, BEGIN, key)
                    .param("router", database.router())
                    .param("life", life.toMillis())
                    .param("dead", dead.toMillis())
                    .update();
            return begun == 1
                    ? new Opening.Begun()
                    : of(jdbc, "select * from call_journal " + OF_CALL + " and answered is not null", key)
                            .query(CallJournal::answer)
                            .optional()
                            .<Opening>map(Opening.Answered::new)
                            .orElseGet(Opening.UnderWay::new);
        });
    }

    /** Keeps the answer of a call that this router has begun, and with it what it has cost: both or neither. */
    public void keep(CallKey key, StoredAnswer answer) {
        usage.flushWith(jdbc -> of(jdbc, KEEP, key)
                .param("router", database.router())
                .param("type", answer.contentType())
                .param("provider", answer.provider())
                .param("model", answer.model())
                .param("dropped", answer.dropped().toArray(String[]::new))
                .param("adapted", answer.adapted().toArray(String[]::new))
                .param("cost", answer.costUsd())
                .param("body", answer.body())
                .update());
    }

    /** Forgets a call that this router has begun and that has no answer worth keeping: whoever asks again makes it. */
    public void forget(CallKey key) {
        database.inTransaction(jdbc -> of(
                        jdbc, "delete from call_journal " + OF_CALL + " and router = :router and answered is null", key)
                .param("router", database.router())
                .update());
    }

    /** Deletes what is older than answers are kept, which is done every hour anyway. @return number of calls */
    public int clean() {
        return database.inTransaction(
                jdbc -> jdbc.sql("delete from call_journal where begun < now() - :keep * interval '1 millisecond'")
                        .param("keep", keep.toMillis())
                        .update());
    }

    private void run() {
        try {
            while (true) {
                try {
                    clean();
                } catch (RuntimeException away) {
                    LOG.debug("The journal could not be cleaned", away);
                }
                Thread.sleep(CLEANING);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static JdbcClient.StatementSpec of(JdbcClient jdbc, String sql, CallKey key) {
        return jdbc.sql(sql)
                .param("key", key.keyId())
                .param("run", key.origin().run())
                .param("step", key.origin().step())
                .param("round", key.origin().round())
                .param("call", key.origin().call())
                .param("request", key.request().hex());
    }

    private static StoredAnswer answer(ResultSet row, int number) throws SQLException {
        return new StoredAnswer(
                row.getString("content_type"),
                row.getString("provider"),
                row.getString("model"),
                texts(row.getArray("dropped")),
                texts(row.getArray("adapted")),
                row.getBigDecimal("cost_usd"),
                row.getBytes("body"),
                row.getObject("answered", OffsetDateTime.class).toInstant());
    }

    private static Set<String> texts(Array array) throws SQLException {
        return new LinkedHashSet<>(List.of((String[]) array.getArray()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
