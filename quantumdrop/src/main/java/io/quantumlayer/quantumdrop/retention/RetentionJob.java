package io.quantumlayer.quantumdrop.retention;

import io.quantumlayer.quantumdrop.runs.Runs;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes old runs and contents that nothing holds, at an interval. Replicas may do so at once. */
@Component
class RetentionJob {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

    private final Runs runs;
    private final Collector collector;
    private final StoreStatistics statistics;
    private final RetentionProperties properties;

    RetentionJob(Runs runs, Collector collector, StoreStatistics statistics, RetentionProperties properties) {
        this.runs = runs;
        this.collector = collector;
        this.statistics = statistics;
        this.properties = properties;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "${quantumdrop.retention.interval:1h}")
    void collect() {
        if (properties.runs() != null) {
            int deleted = runs.deleteUnchangedSince(Instant.now().minus(properties.runs()));
            if (deleted > 0) {
                LOG.info("Deleted {} runs that had not changed for {}", deleted, properties.runs());
            }
        }
        collector.mark();
        int total = 0;
        for (int swept = collector.sweep(properties.grace()); swept > 0; swept = collector.sweep(properties.grace())) {
            total += swept;
        }
        if (total > 0) {
            LOG.info("Deleted {} contents that no drop holds", total);
        }
        statistics.refresh();
    }
}
