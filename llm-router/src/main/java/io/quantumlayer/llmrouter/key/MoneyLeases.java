package io.quantumlayer.llmrouter.key;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this router holds of the budgets, in memory and in {@code budget_lease}; for one thread at a time. */
final class MoneyLeases {

    private static final Duration KEPT = Duration.ofHours(1);

    private final KeyRing ring;
    private final UUID router;
    private final Map<Balance, Held> balances = new HashMap<>();

    MoneyLeases(KeyRing ring, UUID router) {
        this.ring = ring;
        this.router = router;
    }

    /** What the database says that this router holds. */
    private record Held(String key, long granted, long spent, Instant since) {}

    /** Money of a key and period as others hold it. */
    private record Others(long granted, long spent) {

        static final Others NONE = new Others(0, 0);
    }

    /** Lowers and writes what is held; returned is what raises it, once that is committed. */
    List<Runnable> lease(JdbcClient jdbc, int routers) {
        Map<String, Others> others = others(jdbc);
        List<Runnable> raises = new ArrayList<>();
        Map<Balance, KeyAccount> current = new LinkedHashMap<>();
        for (KeyAccount account : ring.accounts()) {
            Balance balance = account.balance();
            if (balance != null) {
                current.put(balance, account);
                balances.computeIfAbsent(
                        balance, fresh -> new Held(account.key().id(), 0, 0, Instant.MAX));
            }
        }
        for (Map.Entry<Balance, Held> entry : List.copyOf(balances.entrySet())) {
            Balance balance = entry.getKey();
            Held held = entry.getValue();
            KeyAccount account = current.get(balance);
            Budget budget = account == null ? null : account.key().budget();
            long raise = 0;
            if (budget == null) {
                balance.giveBack(Long.MAX_VALUE);
            } else {
                Others elsewhere = others.getOrDefault(held.key() + "@" + balance.start(), Others.NONE);
                balance.spentElsewhere(elsewhere.spent());
                raise = shortfall(balance, budget.nanos(), elsewhere, routers, held);
            }
            write(jdbc, balance, held, balance.granted() + raise, balance.spent(), budget == null);
            if (raise > 0) {
                long granted = raise;
                raises.add(() -> balance.grant(granted));
            }
        }
        return raises;
    }

    /** Gives back what is too much; what is too little is returned, to be granted once it is written. */
    private static long shortfall(Balance balance, long budget, Others others, int routers, Held held) {
        long wanted = balance.takeWanted();
        long spent = balance.spent();
        long free = Math.max(0, balance.available());
        long rest = Math.max(0, budget - others.granted() - balance.granted() + free);
        long target = LeasePlan.money(rest, routers, wanted, spent - held.spent());
        if (wanted > 0) {
            balance.exhausted(wanted > budget - others.spent() - spent);
        }
        if (free > 2 * target) {
            balance.giveBack(free - target);
            return 0;
        }
        long lacking = Math.max(0, target - balance.available());
        return Math.min(lacking, Math.max(0, budget - others.granted() - balance.granted()));
    }

    private Map<String, Others> others(JdbcClient jdbc) {
        Map<String, Others> others = new HashMap<>();
        jdbc.sql("""
                        select key_id, period_start, sum(greatest(granted_nanos, spent_nanos)) as granted,
                               sum(spent_nanos) as spent
                        from budget_lease where router <> ? and period_start > now() - interval '32 days'
                           or router <> ? and period_start = 'epoch'
                        group by key_id, period_start
                        """).param(router).param(router).query(row -> {
            others.put(
                    row.getString("key_id") + "@"
                            + row.getObject("period_start", OffsetDateTime.class)
                                    .toInstant(),
                    new Others(row.getLong("granted"), row.getLong("spent")));
        });
        return others;
    }

    private void write(JdbcClient jdbc, Balance balance, Held held, long granted, long spent, boolean over) {
        if (granted != held.granted() || spent != held.spent()) {
            jdbc.sql("""
                            insert into budget_lease values (:key, :start, :router, :granted, :spent)
                            on conflict (key_id, period_start, router) do update
                            set granted_nanos = excluded.granted_nanos, spent_nanos = excluded.spent_nanos
                            """)
                    .param("key", held.key())
                    .param("start", balance.start().atOffset(ZoneOffset.UTC))
                    .param("router", router)
                    .param("granted", granted)
                    .param("spent", spent)
                    .update();
        }
        Instant since = !over ? Instant.MAX : held.since().equals(Instant.MAX) ? Instant.now() : held.since();
        if (over && since.plus(KEPT).isBefore(Instant.now())) {
            balances.remove(balance);
        } else {
            balances.put(balance, new Held(held.key(), granted, spent, since));
        }
    }

    /** After a round of which nobody knows what was written: the next one writes everything. */
    void forget() {
        balances.replaceAll((balance, held) -> new Held(held.key(), -1, held.spent(), held.since()));
    }

    void giveBack(JdbcClient jdbc) {
        balances.forEach((balance, held) -> {
            balance.giveBack(Long.MAX_VALUE);
            jdbc.sql("""
                            update budget_lease set granted_nanos = ?, spent_nanos = ?
                            where key_id = ? and period_start = ? and router = ?
                            """)
                    .params(
                            balance.granted(),
                            balance.spent(),
                            held.key(),
                            balance.start().atOffset(ZoneOffset.UTC),
                            router)
                    .update();
        });
    }
}
