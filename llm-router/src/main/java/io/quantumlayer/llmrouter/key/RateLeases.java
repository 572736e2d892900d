package io.quantumlayer.llmrouter.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which parts of the limits this router gives out, in memory and in {@code rate_share}; for one thread at a time. */
final class RateLeases {

    private static final double CHANGE = 0.005;

    private final KeyRing ring;
    private final UUID router;
    private final Map<String, Double> demands = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();

    RateLeases(KeyRing ring, UUID router) {
        this.ring = ring;
        this.router = router;
    }

    private record Share(double share, double demand) {}

    /** Lowers and writes the parts; returned is what raises them, once that is committed. */
    List<Runnable> lease(JdbcClient jdbc, int routers) {
        Map<String, Share> others = new HashMap<>();
        jdbc.sql("""
                        select key_id, sum(share) as share, sum(demand) as demand from rate_share
                        where router <> ? and router in (select id from router where seen > now() - interval '30 seconds')
                        group by key_id
                        """).param(router).query(row -> {
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
                raises.addAll(share(jdbc, id, limits, new Share(share, demand), routers == 1));
            }
        }
        return raises;
    }

    private List<Runnable> share(JdbcClient jdbc, String id, List<RateLimit> limits, Share wanted, boolean alone) {
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
                    .param("router", router)
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

    /** After a round of which nobody knows what was written: the next one writes everything. */
    void forget() {
        shares.clear();
    }

    void giveBack(JdbcClient jdbc) {
        jdbc.sql("delete from rate_share where router = ?").param(router).update();
    }
}
