package io.quantumlayer.quantumdrop.journal;

import static io.quantumlayer.quantumdrop.Server.newWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.quantumdrop.QuantumDropIntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

@QuantumDropIntegrationTest
class EventStreamIT {

    /** Streams that look into the table only when they are woken. */
    private static final JournalProperties WAKING_ONLY =
            new JournalProperties(Duration.ofHours(1), Duration.ofMillis(50), DataSize.ofKilobytes(1));

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private Journal journal;

    @Autowired
    private JournalSignals signals;

    @Autowired
    private JdbcConnectionDetails database;

    @Autowired
    private JdbcClient jdbc;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private String workflow;

    @BeforeEach
    void chooseWorkflow() {
        workflow = newWorkflow();
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    @Test
    void losesAndRepeatsNothingWhileEventsAreAppendedAndReadersComeBack() {
        EventStream stream = new EventStream(journal, signals, WAKING_ONLY, meters);
        int writers = 4;
        int each = 120;
        List<CompletableFuture<List<Long>>> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int partSize = 1 + i * 17;
            readers.add(CompletableFuture.supplyAsync(() -> readInParts(stream, partSize), threads));
        }
        List<CompletableFuture<Void>> writing = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            writing.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < each; i++) {
                            append("stage.progress");
                            pause(ThreadLocalRandom.current().nextInt(3));
                        }
                    },
                    threads));
        }
        writing.forEach(CompletableFuture::join);
        append("run.completed");

        List<Long> all = LongStream.rangeClosed(1, writers * each + 1).boxed().toList();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).containsExactlyElementsOf(all));
    }

    @Test
    void replaysMoreThanOnePage() {
        EventStream stream = new EventStream(journal, signals, WAKING_ONLY, meters);
        for (int i = 0; i < 450; i++) {
            append("stage.progress");
        }
        append("run.failed");

        assertThat(seqs(stream.after(workflow, 0, false)).collectList().block(SOON))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 451).boxed().toList());
    }

    @Test
    void keepsTheConnectionAliveWithComments() {
        EventStream stream = new EventStream(
                journal,
                signals,
                new JournalProperties(Duration.ofMillis(50), Duration.ofMillis(50), DataSize.ofKilobytes(1)),
                meters);

        assertThat(stream.after(workflow, 0, false)
                        .map(event -> String.valueOf(event.comment()))
                        .take(3)
                        .collectList()
                        .block(SOON))
                .containsExactly("open", "keep-alive", "keep-alive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.started", "run.retried"})
    void goesOnWhenARunIsStartedAnewOrRetried(String beginning) {
        EventStream stream = new EventStream(journal, signals, WAKING_ONLY, meters);
        append("run.started");
        append("run.failed");
        append(beginning);
        assertThat(journal.overAt(workflow, 2)).isTrue();
        assertThat(journal.overAt(workflow, 3)).isFalse();
        List<Long> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Disposable reading = seqs(stream.after(workflow, 0, false))
                .subscribe(seen::add, end::completeExceptionally, () -> end.complete(null));
        await(() -> seen.size() == 3);
        assertThat(end).isNotDone();

        append("run.completed");

        end.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
        reading.dispose();
    }

    @Test
    void hearsOfEventsAgainAfterTheConnectionWasLost() {
        JournalSignals ownSignals = new JournalSignals();
        JournalListener listener = new JournalListener(database, ownSignals, WAKING_ONLY, meters);
        EventStream stream = new EventStream(journal, ownSignals, WAKING_ONLY, meters);
        listener.start();
        List<Long> seen = new CopyOnWriteArrayList<>();
        Disposable reading = seqs(stream.after(workflow, 0, false)).subscribe(seen::add);
        try {
            append("stage.progress");
            await(() -> seen.size() == 1);

            await(() -> terminateListeners() > 0);
            append("stage.progress");
            await(() -> seen.size() == 2);

            append("stage.progress");
            await(() -> seen.size() == 3);
        } finally {
            reading.dispose();
            listener.stop();
        }
        assertThat(listener.isRunning()).isFalse();
    }

    @Test
    void endsTheStreamsWhenTheServiceStops() {
        JournalSignals ownSignals = new JournalSignals();
        JournalListener listener = new JournalListener(database, ownSignals, WAKING_ONLY, meters);
        EventStream stream = new EventStream(journal, ownSignals, WAKING_ONLY, meters);
        listener.start();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Disposable reading = stream.after(workflow, 0, false)
                .subscribe(_ -> {}, end::completeExceptionally, () -> end.complete(null));

        listener.stop();

        end.orTimeout(20, TimeUnit.SECONDS).join();
        reading.dispose();
    }

    @Test
    void countsOpenStreams() {
        EventStream stream = new EventStream(journal, signals, WAKING_ONLY, meters);

        Disposable reading = stream.after(workflow, 0, false).subscribe();
        assertThat(subscribers()).isEqualTo(1);

        reading.dispose();
        await(() -> subscribers() == 0);
    }

    /** Reads to the end, leaving after every few events and coming back with the last number. */
    private List<Long> readInParts(EventStream stream, int partSize) {
        List<Long> seen = new ArrayList<>();
        while (true) {
            long last = seen.isEmpty() ? 0 : seen.getLast();
            List<Event> part = stream.after(workflow, last, journal.overAt(workflow, last))
                    .mapNotNull(ServerSentEvent::data)
                    .take(partSize)
                    .collectList()
                    .block(Duration.ofSeconds(60));
            part.forEach(event -> seen.add(event.seq()));
            if (part.stream().anyMatch(event -> event.type().equals("run.completed"))) {
                return seen;
            }
        }
    }

    private int terminateListeners() {
        return jdbc.sql("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name = 'quantumdrop-journal' AND datname = current_database()""").query(Boolean.class).list().size();
    }

    private double subscribers() {
        return meters.get("quantumdrop.journal.subscribers").gauge().value();
    }

    private void append(String type) {
        journal.append(workflow, new NewEvent(type, null, Map.of()));
    }

    private static Flux<Long> seqs(Flux<ServerSentEvent<Event>> stream) {
        return stream.mapNotNull(ServerSentEvent::data).map(Event::seq);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            pause(10);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
