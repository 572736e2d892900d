package io.quantumlayer.quantumdrop.retention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much the store holds, counted at every collection. */
@Component
class StoreStatistics {

    private final JdbcClient jdbc;
    private volatile Sizes sizes = new Sizes(0, 0, 0);

    StoreStatistics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        Gauge.builder("quantumdrop.store.held", () -> sizes.held())
                .baseUnit("bytes")
                .description("Contents of all drops, counted once for each drop and file that has them")
                .register(meters);
        Gauge.builder("quantumdrop.store.stored", () -> sizes.stored())
                .baseUnit("bytes")
                .description("Compressed contents in the database")
                .register(meters);
        Gauge.builder("quantumdrop.store.dedup.ratio", () -> sizes.deduplication())
                .description("Held bytes by the bytes of distinct contents; 1 when nothing is there twice")
                .register(meters);
    }

    void refresh() {
        sizes = jdbc.sql("""
                        SELECT (SELECT coalesce(sum(artifact_size), 0) FROM drops)
                                + (SELECT coalesce(sum(size), 0) FROM drop_files) AS held,
                            coalesce(sum(size), 0) AS distinct_bytes, coalesce(sum(stored_size), 0) AS stored
                        FROM blobs WHERE unreferenced_since IS NULL""").query(Sizes.class).single();
    }

    Sizes sizes() {
        return sizes;
    }

    record Sizes(long held, long distinctBytes, long stored) {

        double deduplication() {
            return distinctBytes == 0 ? 1 : (double) held / distinctBytes;
        }
    }
}
