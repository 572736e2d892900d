package io.quantumlayer.llmrouter.key;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the keys of a file up to date. A broken file changes nothing, and is told by log and metric. */
final class KeyFileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFileWatch.class);
    private static final long PAUSE_MILLIS = 500;

    private final Path file;
    private final KeyRing ring;
    private final AtomicInteger broken;
    private final Thread watch;
    private byte[] read;
    private String lastFault = "";

    /** Reads the file for the first time, which must succeed. */
    KeyFileWatch(Path file, KeyRing ring, MeterRegistry meters) {
        this.file = file;
        this.ring = ring;
        this.broken = meters.gauge("llm.router.keys.file.broken", new AtomicInteger());
        try {
            read = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("quantumlayer.router.keys.file: " + file + " cannot be read", unreadable);
        }
        ring.replaceFileKeys(KeyFile.read(read, file.toString()));
        this.watch = Thread.ofVirtual().name("key-file").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                reload();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void reload() {
        try {
            // By content: a mounted file is replaced by a link that keeps size and time.
            byte[] now = Files.readAllBytes(file);
            if (!Arrays.equals(now, read)) {
                ring.replaceFileKeys(KeyFile.read(now, file.toString()));
                read = now;
                LOG.info("The keys of {} have changed", file);
            }
            broken.set(0);
            lastFault = "";
        } catch (IOException | RuntimeException fault) {
            broken.set(1);
            if (!String.valueOf(fault.getMessage()).equals(lastFault)) {
                lastFault = String.valueOf(fault.getMessage());
                LOG.warn("The keys of {} stay as they were: {}", file, lastFault);
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
