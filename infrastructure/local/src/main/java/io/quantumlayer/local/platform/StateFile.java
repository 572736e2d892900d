package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** {@code run/state.json}: written by the supervisor, of a preparation of quick starts first by its launcher; always whole. */
final class StateFile {

    private final Path file;

    StateFile(Home home) {
        this.file = home.run().resolve("state.json");
    }

    /** The state last written; empty when there is none, or when it was written by an older version. */
    Optional<PlatformState> read() {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(file), PlatformState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }

    synchronized void write(PlatformState state) {
        try {
            Path written =
                    Files.writeString(file.resolveSibling("state.json.new"), Json.MAPPER.writeValueAsString(state));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file + ".", e);
        }
    }
}
