package io.quantumlayer.quantumdrop.retention;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes contents that no drop holds. Contents that a drop is just being stored with are locked by its transaction:
 * the collector skips them, it never waits and never deletes what is about to be held.
 */
@Component
class Collector {

    private static final int BATCH = 500;

    private static final String UNREFERENCED = """
            NOT EXISTS (SELECT FROM drops d WHERE d.artifact = b.sha256)
            AND NOT EXISTS (SELECT FROM drop_files f WHERE f.sha256 = b.sha256)
            """;

    private final JdbcClient jdbc;

    Collector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes since when contents are not held any more; forgets it for those that are held again. */
    @Transactional
    void mark() {
        jdbc.sql("""
                        UPDATE blobs SET unreferenced_since = clock_timestamp() WHERE sha256 IN (
                            SELECT b.sha256 FROM blobs b WHERE b.unreferenced_since IS NULL AND %s
                            FOR UPDATE SKIP LOCKED)""".formatted(UNREFERENCED)).update();
        jdbc.sql("""
                        UPDATE blobs SET unreferenced_since = NULL WHERE sha256 IN (
                            SELECT b.sha256 FROM blobs b WHERE b.unreferenced_since IS NOT NULL AND NOT (%s)
                            FOR NO KEY UPDATE SKIP LOCKED)""".formatted(UNREFERENCED)).update();
    }

    /**
     * Deletes a batch of contents that were noted longer ago than the grace period.
     *
     * @return how many were deleted; 0 when none is left
     */
    @Transactional
    int sweep(Duration grace) {
        List<String> doomed = jdbc.sql("""
                        SELECT b.sha256 FROM blobs b
                        WHERE b.unreferenced_since <= clock_timestamp() - make_interval(secs => :grace) AND %s
                        LIMIT :batch FOR UPDATE SKIP LOCKED""".formatted(UNREFERENCED))
                .param("grace", grace.toMillis() / 1000.0)
                .param("batch", BATCH)
                .query(String.class)
                .list();
        if (doomed.isEmpty()) {
            return 0;
        }
        // A second statement, for its newer snapshot: a drop may have come to hold a content just before the lock.
        return jdbc.sql("DELETE FROM blobs b WHERE b.sha256 = ANY(:doomed) AND " + UNREFERENCED)
                .param("doomed", doomed.toArray(String[]::new))
                .update();
    }
}
