package io.quantumlayer.quantumdrop.retention;

import static io.quantumlayer.quantumdrop.Server.drop;
import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import io.quantumlayer.quantumdrop.Server;
import io.quantumlayer.quantumdrop.blobs.Blob;
import io.quantumlayer.quantumdrop.blobs.Blobs;
import io.quantumlayer.quantumdrop.runs.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.support.TransactionOperations;

@QuantumDropIntegrationTest
class CollectorIT {

    private static final Duration DAY = Duration.ofDays(1);

    @LocalServerPort
    private int port;

    @Autowired
    private Collector collector;

    @Autowired
    private RetentionJob job;

    @Autowired
    private StoreStatistics statistics;

    @Autowired
    private Runs runs;

    @Autowired
    private Blobs blobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    private DropsClient client;
    private WebTestClient web;

    @BeforeEach
    void connect() {
        client = Server.client(port);
        web = Server.web(port);
    }

    @Test
    void deletesContentsOfDeletedDropsButNotWhatAnotherDropHolds() {
        String shared = newWorkflow();
        String own = newWorkflow();
        Drop kept = client.create(drop(newWorkflow(), "code_generation", "text", new DropFile("a", shared)));
        Drop deleted = client.create(
                drop(newWorkflow(), "code_generation", "text", new DropFile("a", shared), new DropFile("b", own)));
        delete(deleted);

        collect();

        assertThat(isThere(deleted.files().get(1).sha256())).isFalse();
        assertThat(isThere(kept.files().getFirst().sha256())).isTrue();
        assertThat(client.contents(kept.id())).containsExactly(new DropFile("a", shared));
    }

    @Test
    void leavesContentsAloneUntilTheGracePeriodIsOver() {
        Drop drop =
                client.create(drop(newWorkflow(), "code_generation", newWorkflow(), new DropFile("a", newWorkflow())));
        String sha256 = drop.files().getFirst().sha256();
        delete(drop);

        collector.mark();
        collector.sweep(DAY);
        assertThat(isThere(sha256)).isTrue();

        jdbc.sql("UPDATE blobs SET unreferenced_since = clock_timestamp() - interval '25 hours' WHERE sha256 = :sha256")
                .param("sha256", sha256)
                .update();
        collector.sweep(DAY);
        assertThat(isThere(sha256)).isFalse();
    }

    @Test
    void countsTheGracePeriodAnewWhenContentsWereHeldInBetween() throws Exception {
        String content = newWorkflow();
        String sha256 = Blob.ofText(content).sha256();
        delete(client.create(drop(newWorkflow(), "code_generation", content)));
        collector.mark();
        jdbc.sql("UPDATE blobs SET unreferenced_since = clock_timestamp() - interval '25 hours' WHERE sha256 = :sha256")
                .param("sha256", sha256)
                .update();

        delete(client.create(drop(newWorkflow(), "code_generation", content)));
        collector.mark();
        collector.sweep(DAY);

        assertThat(isThere(sha256)).isTrue();
    }

    @Test
    void skipsContentsThatADropIsJustBeingStoredWith() throws Exception {
        Blob blob = Blob.ofText(newWorkflow());
        transaction.executeWithoutResult(_ -> blobs.hold(List.of(blob)));
        collector.mark();

        transaction.executeWithoutResult(_ -> {
            blobs.hold(List.of(blob));
            CompletableFuture.runAsync(this::collect).join();
        });
        assertThat(isThere(blob.sha256())).isTrue();

        collect();
        assertThat(isThere(blob.sha256())).isFalse();
    }

    @Test
    void neverTakesAContentFromADropThatIsStoredAtTheSameTime() throws Exception {
        String content = newWorkflow();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> collecting = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                collect();
            }
        });
        try {
            for (int i = 0; i < 150; i++) {
                Drop drop = client.create(drop("wf-collected", "code_generation", "x", new DropFile("a", content)));
                assertThat(client.contents(drop.id())).containsExactly(new DropFile("a", content));
                delete(drop);
            }
        } finally {
            done.set(true);
            collecting.join();
        }
    }

    @Test
    void deletesFinishedRunsThatHaveNotChangedForLong() {
        String old = newWorkflow();
        String running = newWorkflow();
        String young = newWorkflow();
        for (String workflow : List.of(old, running, young)) {
            client.create(drop(workflow, "code_generation", workflow));
        }
        client.recordRun(old, new RunRecord("r", "q", null, "java", "api", "Completed", "complete"));
        client.recordRun(running, new RunRecord("r", "q", null, "java", "api", "Running", null));
        jdbc.sql("UPDATE runs SET updated_at = updated_at - interval '31 days' WHERE workflow_id IN (:ids)")
                .param("ids", List.of(old, running))
                .update();

        runs.deleteUnchangedSince(Instant.now().minus(Duration.ofDays(30)));

        assertThat(runs.find(old)).isEmpty();
        assertThat(runs.find(running)).isPresent();
        assertThat(runs.find(young)).isPresent();
        assertThat(jdbc.sql("SELECT count(*) FROM events WHERE workflow_id = :id")
                        .param("id", old)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void knowsHowMuchDeduplicationSaves() {
        job.collect();
        StoreStatistics.Sizes before = statistics.sizes();
        String content = newWorkflow().repeat(100);
        client.create(drop(
                newWorkflow(), "code_generation", content, new DropFile("a", content), new DropFile("b", content)));

        job.collect();

        assertThat(statistics.sizes().held() - before.held()).isEqualTo(3L * content.length());
        assertThat(statistics.sizes().deduplication()).isGreaterThan(1);
    }

    private void collect() {
        collector.mark();
        collector.sweep(Duration.ZERO);
    }

    private void delete(Drop drop) {
        web.delete().uri("/api/v1/drops/" + drop.id()).exchange().expectStatus().isOk();
    }

    private boolean isThere(String sha256) {
        return jdbc.sql("SELECT count(*) FROM blobs WHERE sha256 = :sha256")
                        .param("sha256", sha256)
                        .query(Integer.class)
                        .single()
                == 1;
    }
}
