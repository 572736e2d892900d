package io.quantumlayer.local.runs;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a run's journal over broken connections: what was missed is sent again after the last number seen. */
final class Journal implements AutoCloseable {

    private static final Duration RECONNECT = Duration.ofMillis(500);

    private final Gateway gateway;
    private final String id;
    private final BlockingQueue<JournalEvent> events = new LinkedBlockingQueue<>();
    private final Thread reader;
    private @Nullable String awaited;
    private long last;

    /**
     * Begins to read.
     *
     * @param retry execution of a retry, before which no ending is the last one; {@code null} for a run without one
     */
    Journal(Gateway gateway, String id, @Nullable String retry) {
        this.gateway = gateway;
        this.id = id;
        this.awaited = retry;
        this.reader = Thread.ofVirtual().name("journal").start(this::read);
    }

    /** The next event, if one comes within that time. */
    Optional<JournalEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        try {
            boolean over = false;
            while (!over) {
                over = readOnce();
                if (!over) {
                    Thread.sleep(RECONNECT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean readOnce() throws InterruptedException {
        try {
            HttpResponse<InputStream> response = gateway.events(id, last);
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    // 204: everything has been sent.
                    return response.statusCode() == 204 && awaited == null;
                }
                EventStreamReader stream = new EventStreamReader(body);
                for (Optional<JournalEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
                    accept(event.get());
                    if (event.get().isLast() && awaited == null) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException disconnected) {
            return false;
        }
    }

    private void accept(JournalEvent event) {
        boolean seen = event.seq() > 0 && event.seq() <= last;
        if (!seen) {
            if (awaited != null && event.retries(awaited)) {
                awaited = null;
            }
            last = Math.max(last, event.seq());
            events.add(event);
        }
    }
}
