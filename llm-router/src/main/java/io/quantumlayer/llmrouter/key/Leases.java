package io.quantumlayer.llmrouter.key;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Shares keys, budgets and limits with the other routers on the database. A thread of its own leases money and parts of the
 * limits in advance; calls only ever touch what is leased. What a router writes down it may hold is at any time at least
 * what it uses: it lowers its own figures before it writes and raises them after.
 *
 * <p>While the database is away, the last keys and leases go on.
 */
final class Leases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final long LOCK = 0x716c_6c6c_6d01L;

    private final KeyRing ring;
    private final RouterDatabase database;
    private final Duration interval;
    private final AtomicInteger up;
    private final Semaphore asked = new Semaphore(0);
    private final MoneyLeases money;
    private final RateLeases rates;
    private final Thread thread;
    private String version = "";
    private boolean working = true;

    /** Begins to share; the first time is awaited, as far as the database answers. */
    Leases(KeyRing ring, RouterDatabase database, Duration interval, MeterRegistry meters) {
        this.ring = ring;
        this.database = database;
        this.interval = interval;
        this.money = new MoneyLeases(ring, database.router());
        this.rates = new RateLeases(ring, database.router());
        this.up = meters.gauge("llm.router.keys.database.up", new AtomicInteger(1));
        ring.onTopUp(this::ask);
        sync();
        this.thread = Thread.ofVirtual().name("key-leases").start(this::run);
    }

    /** Asks for a round at once; never waits. */
    private void ask() {
        if (asked.availablePermits() == 0) {
            asked.release();
        }
    }

    private void run() {
        try {
            while (true) {
                if (asked.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    asked.drainPermits();
                    sync();
                    // Whoever is refused asks again and again: the database need not hear of each.
                    Thread.sleep(20);
                } else {
                    sync();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round with the database. */
    synchronized void sync() {
        try {
            List<Runnable> raises = new ArrayList<>();
            database.inTransaction(jdbc -> {
                readKeys(jdbc);
                raises.addAll(lease(jdbc));
                return true;
            });
            raises.forEach(Runnable::run);
            if (!working) {
                LOG.info("The database of keys answers again");
            }
            working = true;
            up.set(1);
        } catch (RuntimeException away) {
            if (working) {
                LOG.warn("The database of keys does not answer; the last keys and leases go on", away);
            }
            working = false;
            up.set(0);
            money.forget();
            rates.forget();
        }
    }

    private void readKeys(JdbcClient jdbc) {
        String now = KeyStore.version(jdbc);
        if (!now.equals(version)) {
            ring.replaceDatabaseKeys(KeyStore.all(jdbc));
            version = now;
        }
    }

    private List<Runnable> lease(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleValue();
        jdbc.sql("insert into router values (?, now()) on conflict (id) do update set seen = now()")
                .param(database.router())
                .update();
        jdbc.sql("""
                        update budget_lease set granted_nanos = spent_nanos
                        where granted_nanos > spent_nanos
                          and router in (select id from router where seen < now() - interval '1 hour')
                        """).update();
        int routers = jdbc.sql("select count(*) from router where seen > now() - interval '30 seconds'")
                .query(Integer.class)
                .single();
        List<Runnable> raises = money.lease(jdbc, routers);
        raises.addAll(rates.lease(jdbc, routers));
        return raises;
    }

    /** Gives back all that is not used. */
    @Override
    public synchronized void close() {
        thread.interrupt();
        ring.onTopUp(() -> {});
        try {
            database.inTransaction(jdbc -> {
                money.giveBack(jdbc);
                rates.giveBack(jdbc);
                return jdbc.sql("update router set seen = 'epoch' where id = ?")
                        .param(database.router())
                        .update();
            });
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("The leases of keys could not be given back: {}", away.getMessage());
        }
    }
}
