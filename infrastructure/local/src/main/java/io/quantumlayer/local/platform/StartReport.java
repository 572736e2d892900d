package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** {@code run/start.jsonl}: the supervisor writes what it does while it starts, whoever waits reads on. */
final class StartReport {

    private final Path file;
    private int read;

    StartReport(Home home) {
        this.file = home.run().resolve("start.jsonl");
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
            read = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(StartEvent event) {
        try {
            Files.writeString(
                    file,
                    Json.MAPPER.writeValueAsString(event) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    /** What was added since the last call. */
    List<StartEvent> news() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            List<String> lines =
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            List<StartEvent> events = new ArrayList<>();
            for (String line : lines.subList(Math.min(read, lines.size()), lines.size())) {
                events.add(Json.MAPPER.readValue(line, StartEvent.class));
            }
            read = lines.size();
            return events;
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException("Cannot read " + file + ".", e);
        }
    }
}
