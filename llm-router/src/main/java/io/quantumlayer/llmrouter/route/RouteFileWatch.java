package io.quantumlayer.llmrouter.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.llmrouter.yaml.InvalidYamlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the file of routes again when it has changed. One that is broken is not used: the routes stay as they were. */
final class RouteFileWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFileWatch.class);

    private final @Nullable Path path;
    private final RouteTable table;
    private final AtomicInteger broken;
    private byte[] seen = new byte[0];

    /** @throws InvalidYamlException if the file is broken from the start: a router without its routes is none */
    RouteFileWatch(@Nullable Path path, RouteTable table, MeterRegistry registry) {
        this.path = path;
        this.table = table;
        this.broken = registry.gauge("llm.router.routes.broken", new AtomicInteger());
        if (path != null) {
            seen = text(path);
            use(path);
        }
    }

    synchronized void look() {
        if (path == null) {
            return;
        }
        try {
            byte[] text = text(path);
            if (Arrays.equals(text, seen)) {
                return;
            }
            seen = text;
            use(path);
            broken.set(0);
            LOG.info("The routes of {} have changed and are used from now on", path);
        } catch (InvalidYamlException | UncheckedIOException invalid) {
            if (broken.getAndSet(1) == 0) {
                LOG.error("The routes stay as they were: {}", invalid.getMessage());
            }
        }
    }

    private void use(Path file) {
        table.replace(RouteReader.read(file));
        List<String> unknown = table.unknownProviders();
        if (!unknown.isEmpty()) {
            LOG.warn("{} names providers that nobody has configured: {}", file, String.join(", ", unknown));
        }
    }

    private static byte[] text(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The file of routes %s cannot be read".formatted(path), e);
        }
    }
}
