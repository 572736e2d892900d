package io.quantumlayer.llmrouter.yaml;

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

/** A file that is used again when it has changed. One that is broken is not used: what it said before goes on. */
public final class WatchedFile {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

    private final Path path;
    private final Consumer<Path> use;
    private final AtomicInteger broken;
    private byte[] seen;

    /**
     * Uses the file for the first time.
     *
     * @param metric gauge that is 1 while the file is broken
     * @throws InvalidYamlException if it is broken from the start
     */
    public WatchedFile(Path path, Consumer<Path> use, String metric, MeterRegistry registry) {
        this.path = path;
        this.use = use;
        this.broken = registry.gauge(metric, new AtomicInteger());
        this.seen = text();
        use.accept(path);
    }

    /** Reads the file, and uses it if it has changed. Contents are compared: mounted files keep their date at times. */
    public synchronized void look() {
        try {
            byte[] text = text();
            if (Arrays.equals(text, seen)) {
                return;
            }
            seen = text;
            use.accept(path);
            broken.set(0);
            LOG.info("{} has changed and is used from now on", path);
        } catch (InvalidYamlException | UncheckedIOException invalid) {
            if (broken.getAndSet(1) == 0) {
                LOG.error("What was there before goes on: {}", invalid.getMessage());
            }
        }
    }

    private byte[] text() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be read".formatted(path), e);
        }
    }
}
