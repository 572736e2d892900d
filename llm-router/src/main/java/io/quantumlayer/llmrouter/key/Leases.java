package io.quantumlayer.llmrouter.key;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final double CHANGE = 0.005;
    private static final Duration KEPT = Duration.ofHours(1);

    private final KeyRing ring;
    private final RouterDatabase database;
    private final Duration interval;
    private final AtomicInteger up;
    private final Semaphore asked = new Semaphore(0);
    private final Map<Purse, Held> purses = new HashMap<>();
    private final Map<String, Double> demands = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final Thread thread;
    private String version = "";
    private boolean working = true;

    /** Begins to share; the first time is awaited, as far as the database answers. */
    Leases(KeyRing ring, RouterDatabase database, Duration interval, MeterRegistry meters) {
        this.ring = ring;
        this.database = database;
        this.interval = interval;
        this.up = meters.gauge("llm.router.keys.database.up", new AtomicInteger(1));
        ring.onTopUp(this::ask);
        sync();
        this.thread = Thread.ofVirtual().name("key-leases").start(this::run);
    }

    /** What the database says that this router holds. */
    private record Held(String key, long granted, long spent, Instant since) {}

    private record Share(double share, double demand) {}

    /** Money of a key and period as others hold it. */
    private record Others(long granted, long spent) {

        static final Others NONE = new Others(0, 0);
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
            // Nobody knows what was written of this round: the next one writes everything.
            purses.replaceAll((purse, held) -> new Held(held.key(), -1, held.spent(), held.since()));
            shares.clear();
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
        List<Runnable> raises = leaseMoney(jdbc, routers);
        raises.addAll(leaseRates(jdbc, routers));
        return raises;
    }

    private List<Runnable> leaseMoney(JdbcClient jdbc, int routers) {
        Map<String, Others> others = others(jdbc);
        List<Runnable> raises = new ArrayList<>();
        Map<Purse, KeyAccount> current = new LinkedHashMap<>();
        for (KeyAccount account : ring.accounts()) {
            Purse purse = account.purse();
            if (purse != null) {
                current.put(purse, account);
                purses.computeIfAbsent(purse, fresh -> new Held(account.key().id(), 0, 0, Instant.MAX));
            }
        }
        for (Map.Entry<Purse, Held> entry : List.copyOf(purses.entrySet())) {
            Purse purse = entry.getKey();
            Held held = entry.getValue();
            KeyAccount account = current.get(purse);
            Budget budget = account == null ? null : account.key().budget();
            long raise = 0;
            if (budget == null) {
                purse.giveBack(Long.MAX_VALUE);
            } else {
                Others elsewhere = others.getOrDefault(held.key() + "@" + purse.start(), Others.NONE);
                purse.spentElsewhere(elsewhere.spent());
                raise = balance(purse, budget.nanos(), elsewhere, routers, held);
            }
            write(jdbc, purse, held, purse.granted() + raise, purse.spent(), budget == null);
            if (raise > 0) {
                long granted = raise;
                raises.add(() -> purse.grant(granted));
            }
        }
        return raises;
    }

    /** Gives back what is too much; what is too little is returned, to be granted once it is written. */
    private static long balance(Purse purse, long budget, Others others, int routers, Held held) {
        long wanted = purse.takeWanted();
        long spent = purse.spent();
        long free = Math.max(0, purse.available());
        long rest = Math.max(0, budget - others.granted() - purse.granted() + free);
        long target = LeasePlan.money(rest, routers, wanted, spent - held.spent());
        if (wanted > 0) {
            purse.exhausted(wanted > budget - others.spent() - spent);
        }
        if (free > 2 * target) {
            purse.giveBack(free - target);
            return 0;
        }
        long lacking = Math.max(0, target - purse.available());
        return Math.min(lacking, Math.max(0, budget - others.granted() - purse.granted()));
    }

    private Map<String, Others> others(JdbcClient jdbc) {
        Map<String, Others> others = new HashMap<>();
        jdbc.sql("""
                        select key_id, period_start, sum(greatest(granted_nanos, spent_nanos)) as granted,
                               sum(spent_nanos) as spent
                        from budget_lease where router <> ? and period_start > now() - interval '32 days'
                           or router <> ? and period_start = 'epoch'
                        group by key_id, period_start
                        """).param(database.router()).param(database.router()).query(row -> {
            others.put(
                    row.getString("key_id") + "@"
                            + row.getObject("period_start", OffsetDateTime.class)
                                    .toInstant(),
                    new Others(row.getLong("granted"), row.getLong("spent")));
        });
        return others;
    }

    private void write(JdbcClient jdbc, Purse purse, Held held, long granted, long spent, boolean over) {
        if (granted != held.granted() || spent != held.spent()) {
            jdbc.sql("""
                            insert into budget_lease values (:key, :start, :router, :granted, :spent)
                            on conflict (key_id, period_start, router) do update
                            set granted_nanos = excluded.granted_nanos, spent_nanos = excluded.spent_nanos
                            """)
                    .param("key", held.key())
                    .param("start", purse.start().atOffset(ZoneOffset.UTC))
                    .param("router", database.router())
                    .param("granted", granted)
                    .param("spent", spent)
                    .update();
        }
        Instant since = !over ? Instant.MAX : held.since().equals(Instant.MAX) ? Instant.now() : held.since();
        if (over && since.plus(KEPT).isBefore(Instant.now())) {
            purses.remove(purse);
        } else {
            purses.put(purse, new Held(held.key(), granted, spent, since));
        }
    }

    private List<Runnable> leaseRates(JdbcClient jdbc, int routers) {
        Map<String, Share> others = new HashMap<>();
        jdbc.sql("""
                        select key_id, sum(share) as share, sum(demand) as demand from rate_share
                        where router <> ? and router in (select id from router where seen > now() - interval '30 seconds')
                        group by key_id
                        """).param(database.router()).query(row -> {
            others.put(row.getString("key_id"), new Share(row.getDouble("share"), row.getDouble("demand")));
        });
        List<Runnable> raises = new ArrayList<>();
        for (KeyAccount account : ring.accounts()) {
            List<RateLimit> limits = account.limits();
            if (!limits.isEmpty()) {
                String id = account.key().id();
                double asked = limits.stream()
                        .mapToDouble(limit -> (double) limit.takeDemand() / limit.limit())
                        .sum();
                double demand = demands.merge(id, asked, (before, now) -> 0.7 * before + 0.3 * now);
                Share elsewhere = others.getOrDefault(id, new Share(0, 0));
                double share = LeasePlan.share(elsewhere.share(), routers, demand, demand + elsewhere.demand());
                raises.addAll(leaseRate(jdbc, id, limits, new Share(share, demand), routers == 1));
            }
        }
        return raises;
    }

    private List<Runnable> leaseRate(JdbcClient jdbc, String id, List<RateLimit> limits, Share wanted, boolean alone) {
        Share written = shares.get(id);
        boolean changed = written == null
                || Math.abs(written.share() - wanted.share()) > CHANGE
                || Math.abs(written.demand() - wanted.demand()) > CHANGE * (1 + written.demand());
        Share next = changed || written == null ? wanted : written;
        limits.stream()
                .filter(limit -> limit.share() > next.share())
                .forEach(limit -> limit.share(next.share(), false));
        if (changed) {
            jdbc.sql("""
                            insert into rate_share values (:key, :router, :share, :demand)
                            on conflict (key_id, router) do update set share = excluded.share, demand = excluded.demand
                            """)
                    .param("key", id)
                    .param("router", database.router())
                    .param("share", next.share())
                    .param("demand", next.demand())
                    .update();
        }
        return List.of(() -> {
            shares.put(id, next);
            // Alone and for the first time there is nobody who may have given out this minute's part.
            limits.forEach(limit -> limit.share(next.share(), alone && limit.share() <= 0));
        });
    }

    /** Gives back all that is not used. */
    @Override
    public synchronized void close() {
        thread.interrupt();
        ring.onTopUp(() -> {});
        try {
            database.inTransaction(jdbc -> {
                purses.forEach((purse, held) -> {
                    purse.giveBack(Long.MAX_VALUE);
                    jdbc.sql("""
                                    update budget_lease set granted_nanos = ?, spent_nanos = ?
                                    where key_id = ? and period_start = ? and router = ?
                                    """)
                            .params(
                                    purse.granted(),
                                    purse.spent(),
                                    held.key(),
                                    purse.start().atOffset(ZoneOffset.UTC),
                                    database.router())
                            .update();
                });
                jdbc.sql("delete from rate_share where router = ?")
                        .param(database.router())
                        .update();
                return jdbc.sql("update router set seen = 'epoch' where id = ?")
                        .param(database.router())
                        .update();
            });
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("The leases of keys could not be given back: {}", away.getMessage());
        }
    }
}
