package io.quantumlayer.platform.yaml;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is used again within a second of a change. One that is broken is not used: what it said before goes on. */
public final class WatchedFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long PAUSE_MILLIS = 500;

    private final Path path;
    private final Consumer<byte[]> use;
    private final AtomicInteger broken;
    private final Thread watch;
    private byte[] seen;
    private String lastFault = "";

    /**
     * Uses the file for the first time.
     *
     * @param use takes the file's text; what it throws names what is wrong
     * @param metric gauge that is 1 while the file is broken
     * @throws RuntimeException if it is broken from the start
     */
    public WatchedFile(Path path, Consumer<byte[]> use, String metric, MeterRegistry registry) {
        this.path = path;
        this.use = use;
        this.broken = registry.gauge(metric, new AtomicInteger());
        try {
            this.seen = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be read".formatted(path), e);
        }
        use.accept(seen);
        this.watch = Thread.ofVirtual().name("watch-" + path.getFileName()).start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                look();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            // By content: a mounted file is replaced by a link that keeps size and time.
            byte[] text = Files.readAllBytes(path);
            if (!Arrays.equals(text, seen)) {
                use.accept(text);
                seen = text;
                LOG.info("{} has changed and is used from now on", path);
            }
            broken.set(0);
            lastFault = "";
        } catch (IOException | RuntimeException fault) {
            broken.set(1);
            if (!String.valueOf(fault.getMessage()).equals(lastFault)) {
                lastFault = String.valueOf(fault.getMessage());
                LOG.warn("{} is not used as it is now, what it said before goes on: {}", path, lastFault);
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
