package io.quantumlayer.llmrouter.key;

import io.quantumlayer.llmrouter.price.Usd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys in the database. */
final class KeyStore {

    private KeyStore() {}

    /** A number that is another one after every change of a key. */
    static String version(JdbcClient jdbc) {
        return jdbc.sql("select count(*) || ':' || coalesce(sum(version), 0) from virtual_key")
                .query(String.class)
                .single();
    }

    static List<VirtualKey> all(JdbcClient jdbc) {
        return jdbc.sql("select * from virtual_key order by created, id")
                .query(KeyStore::key)
                .list();
    }

    static Optional<VirtualKey> find(JdbcClient jdbc, String id) {
        return jdbc.sql("select * from virtual_key where id = ? for update")
                .param(id)
                .query(KeyStore::key)
                .optional();
    }

    static void save(JdbcClient jdbc, VirtualKey key) {
        Budget budget = key.budget();
        jdbc.sql("""
                        insert into virtual_key (id, sha256, owner, name, models, rpm, tpm, concurrency,
                                                 budget_nanos, budget_period, expires, revoked)
                        values (:id, :sha256, :owner, :name, :models, :rpm, :tpm, :concurrency,
                                :nanos, :period, :expires, :revoked)
                        on conflict (id) do update
                        set owner = excluded.owner, name = excluded.name, models = excluded.models, rpm = excluded.rpm,
                            tpm = excluded.tpm, concurrency = excluded.concurrency, budget_nanos = excluded.budget_nanos,
                            budget_period = excluded.budget_period, expires = excluded.expires,
                            revoked = excluded.revoked, version = virtual_key.version + 1
                        """)
                .param("id", key.id())
                .param("sha256", key.digest().hex())
                .param("owner", key.owner())
                .param("name", key.name())
                .param("models", key.models().toArray(String[]::new))
                .param("rpm", key.rpm())
                .param("tpm", key.tpm())
                .param("concurrency", key.concurrency())
                .param("nanos", budget == null ? null : budget.nanos())
                .param("period", budget == null ? null : budget.period().name().toLowerCase(Locale.ROOT))
                .param("expires", time(key.expires()))
                .param("revoked", time(key.revoked()))
                .update();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static VirtualKey key(ResultSet row, int number) throws SQLException {
        Long nanos = row.getObject("budget_nanos", Long.class);
        return new VirtualKey(
                row.getString("id"),
                Digest.ofHex(row.getString("sha256")),
                row.getString("owner"),
                row.getString("name"),
                List.of((String[]) row.getArray("models").getArray()),
                row.getObject("rpm", Long.class),
                row.getObject("tpm", Long.class),
                row.getObject("concurrency", Integer.class),
                nanos == null
                        ? null
                        : new Budget(
                                Usd.ofNanos(nanos),
                                Budget.Period.valueOf(
                                        row.getString("budget_period").toUpperCase(Locale.ROOT))),
                instant(row, "expires"),
                instant(row, "revoked"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
