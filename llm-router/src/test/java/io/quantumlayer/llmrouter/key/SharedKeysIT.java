package io.quantumlayer.llmrouter.key;

import static io.quantumlayer.llmrouter.key.Keys.call;
import static io.quantumlayer.llmrouter.key.Keys.secret;
import static io.quantumlayer.llmrouter.key.Keys.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.testsupport.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two routers on one real database. */
class SharedKeysIT {

    private final TestDatabase postgres = TestDatabase.create();
    private final List<Router> routers = new ArrayList<>();

    @AfterEach
    void stop() {
        routers.forEach(Router::close);
    }

    @Test
    void twoRoutersSpendABudgetToItsEndAndNotMore() throws Exception {
        Router one = router();
        Router two = router();
        save(one, Keys.budget("k", "0.01", Budget.Period.TOTAL));
        eventually(() -> two.known("k"));
        AtomicLong spent = new AtomicLong();
        long budget = 10_000_000;
        long cost = 1_000;

        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> all = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            for (int i = 0; i < 16; i++) {
                Authoriser authoriser = (i % 2 == 0 ? one : two).authoriser;
                all.add(threads.submit(() -> spend(authoriser, spent, cost, budget, deadline)));
            }
            for (Future<?> end : all) {
                end.get();
            }
        }

        assertThat(spent.get()).isBetween(budget * 99 / 100, budget);
        eventually(() ->
                one.authoriser.admit(secret("k"), call(1, 1, cost * 1_000)) instanceof Admission.Refused refused
                        && refused.status() == 402);
    }

    private static Void spend(Authoriser authoriser, AtomicLong spent, long cost, long budget, long deadline)
            throws InterruptedException {
        while (spent.get() < budget * 999 / 1000 && System.nanoTime() < deadline) {
            switch (authoriser.admit(secret("k"), call(1, 1, cost))) {
                case Admission.Granted granted -> {
                    spent.addAndGet(cost);
                    granted.settle(used(1, 1, cost));
                }
                case Admission.Refused refused -> {
                    assertThat(refused.status()).isIn(402, 429);
                    Thread.sleep(10);
                }
            }
        }
        return null;
    }

    @Test
    void twoRoutersGiveOutALimitOnce() throws Exception {
        Router one = router();
        Router two = router();
        save(one, Keys.key("k", List.of(), 6_000L, null, null, null, null, null));
        eventually(() -> two.known("k"));
        Thread.sleep(500);
        long begin = System.nanoTime();
        long admitted = 0;
        while (System.nanoTime() - begin < Duration.ofSeconds(5).toNanos()) {
            admitted += one.tryCall("k") + (admitted % 3 == 0 ? two.tryCall("k") : 0);
        }

        double seconds = (System.nanoTime() - begin) / 1e9 + 1;
        assertThat((double) admitted).isLessThanOrEqualTo(6_000 * (1 + seconds / 60) * 1.01);
        assertThat(admitted).isGreaterThan(300);
    }

    @Test
    void revokesAKeyOnTheOtherRouterToo() throws Exception {
        Router one = router();
        Router two = router();
        KeyAdministration administration =
                new KeyAdministration(one.ring, one.database, one.leases, InstantSource.system());
        KeyAdministration.Created created = administration.create(
                digest -> new VirtualKey("k", digest, "team", null, List.of(), null, null, null, null, null, null));
        eventually(() -> two.authoriser.admit(created.secret(), call(1, 1, 0)) instanceof Admission.Granted);

        administration.revoke("k");

        assertThat(((Admission.Refused) one.authoriser.admit(created.secret(), call(1, 1, 0))).code())
                .isEqualTo("key_revoked");
        eventually(() -> two.authoriser.admit(created.secret(), call(1, 1, 0)) instanceof Admission.Refused refused
                && "key_revoked".equals(refused.code()));
    }

    @Test
    void goesOnWithTheLastKeysAndLeasesWhileTheDatabaseIsAway() throws Exception {
        Router one = router();
        save(
                one,
                Keys.key(
                        "k",
                        List.of(),
                        600L,
                        null,
                        null,
                        new Budget(new BigDecimal("1"), Budget.Period.DAY),
                        null,
                        null));
        eventually(() -> one.authoriser.admit(secret("k"), call(1, 1, 1_000)) instanceof Admission.Granted);

        takeTablesAway();
        one.leases.sync();

        assertThat(one.meters.get("llm.router.keys.database.up").gauge().value())
                .isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(one.authoriser.admit(secret("k"), call(1, 1, 1_000))).isInstanceOf(Admission.Granted.class);
        }
    }

    @Test
    void refusesForAWhileWhatNobodyCanKnowBeforeTheDatabaseAnswers() {
        try (Router lost = new Router("jdbc:postgresql://127.0.0.1:1/none", "nobody", "")) {
            Admission admission = lost.authoriser.admit("ql-k", call(1, 1, 0));

            assertThat(lost.authoriser.isRequired()).isTrue();
            assertThat(((Admission.Refused) admission).status()).isEqualTo(503);
        }
    }

    @Test
    void everyRouterTellsWhatAllHaveSpent() {
        Router one = router();
        Router two = router();
        save(one, Keys.budget("k", "1", Budget.Period.TOTAL));
        eventually(() -> two.known("k"));
        spend(one, 1_000);
        spend(two, 20_000);
        Router gone = router();
        spend(gone, 300_000);
        gone.close();

        eventually(() -> one.balance("k").spentEverywhere() == 321_000);
        eventually(() -> two.balance("k").spentEverywhere() == 321_000);

        // What is not written yet counts where it was spent; what is only reserved is not spent.
        Admission.Granted running = admitted(one, 5_000_000);
        assertThat(one.balance("k").reserved()).isEqualTo(5_000_000);
        assertThat(one.balance("k").spentEverywhere()).isEqualTo(321_000);
        running.settle(used(1, 1, 4_000_000));
        assertThat(one.balance("k").reserved()).isZero();
        assertThat(one.balance("k").spentEverywhere()).isEqualTo(4_321_000);
        one.leases.sync();
        assertThat(router().balance("k").spentEverywhere()).isEqualTo(4_321_000);
    }

    private static void spend(Router router, long nanos) {
        admitted(router, nanos).settle(used(1, 1, nanos));
    }

    private static Admission.Granted admitted(Router router, long nanos) {
        AtomicReference<Admission> last = new AtomicReference<>();
        eventually(() -> {
            last.set(router.authoriser.admit(secret("k"), call(1, 1, nanos)));
            return last.get() instanceof Admission.Granted;
        });
        return (Admission.Granted) last.get();
    }

    @Test
    void givesTheLeaseBackWhenItStops() {
        Router one = router();
        save(one, Keys.budget("k", "1", Budget.Period.TOTAL));
        assertThat(granted()).isPositive();
        one.close();

        assertThat(granted()).isZero();
    }

    private long granted() {
        try (Router reader = new Router(postgres.jdbcUrl(), postgres.user(), postgres.password(), false)) {
            return reader.database.inTransaction(
                    jdbc -> jdbc.sql("select coalesce(sum(granted_nanos), 0) from budget_lease")
                            .query(Long.class)
                            .single());
        }
    }

    /** Dropping them would wait for the locks of what the router writes meanwhile, and both might wait for each other. */
    private void takeTablesAway() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter schema llm_router rename to gone");
        }
    }

    private void save(Router router, VirtualKey key) {
        router.database.inTransaction(jdbc -> {
            KeyStore.save(jdbc, key);
            return true;
        });
        router.leases.sync();
    }

    private Router router() {
        Router router = new Router(postgres.jdbcUrl(), postgres.user(), postgres.password());
        routers.add(router);
        return router;
    }

    private static void eventually(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Router implements AutoCloseable {

        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final KeyRing ring = new KeyRing(true, (key, owner, used) -> {}, InstantSource.system());
        final Authoriser authoriser = new Authoriser(ring, (key, owner, used) -> {}, InstantSource.system());
        final RouterDatabase database;
        final Leases leases;
        private final boolean leasing;
        private boolean closed;

        Router(String url, String user, String password) {
            this(url, user, password, true);
        }

        Router(String url, String user, String password, boolean leasing) {
            this.leasing = leasing;
            database = new RouterDatabase(new KeyProperties.Database(url, user, password), meters);
            leases = leasing ? new Leases(ring, database, Duration.ofMillis(100), meters) : null;
        }

        boolean known(String id) {
            return ring.find(Digest.of(secret(id))) != null;
        }

        Balance balance(String id) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(ring.find(Digest.of(secret(id)))).balance());
        }

        int tryCall(String id) {
            return authoriser.admit(secret(id), call(1, 1, 0)) instanceof Admission.Granted ? 1 : 0;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (leasing) {
                    leases.close();
                }
                database.close();
            }
        }
    }
}
