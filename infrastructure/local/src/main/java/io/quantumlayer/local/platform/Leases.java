package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.Json;
import io.quantumlayer.servers.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Who needs the platform: every {@code ql generate} as long as its process lives, and {@code ql up} until {@code ql
 * down}. Without a lease the platform stops.
 */
final class Leases {

    private final Path directory;
    private final Path kept;

    Leases(Home home) {
        this.directory = home.run().resolve("users");
        this.kept = home.run().resolve("keep");
    }

    /** Takes a lease for this process. */
    Path take() {
        ProcessIdentity user = ProcessIdentity.current();
        try {
            Files.createDirectories(directory);
            Path written = Files.writeString(directory.resolve("." + user.pid()), Json.MAPPER.writeValueAsString(user));
            return Files.move(
                    written,
                    directory.resolve(Long.toString(user.pid())),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + directory + ".", e);
        }
    }

    void giveBack(Path lease) {
        try {
            Files.deleteIfExists(lease);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the platform whether or not somebody uses it. */
    void keep() {
        try {
            Files.writeString(kept, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keepNoLonger() {
        giveBack(kept);
    }

    boolean isKept() {
        return Files.exists(kept);
    }

    /** Whether anybody needs the platform, now or later. */
    boolean any() {
        return isKept() || inUse();
    }

    /** Whether anybody uses the platform now; leases of processes that ended are removed. */
    boolean inUse() {
        try (Stream<Path> leases = Files.list(directory)) {
            List<Path> all = leases.filter(
                            lease -> !lease.getFileName().toString().startsWith("."))
                    .toList();
            List<Path> dead = all.stream().filter(lease -> !isHeld(lease)).toList();
            dead.forEach(this::giveBack);
            return all.size() > dead.size();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHeld(Path lease) {
        try {
            return Json.MAPPER
                    .readValue(Files.readString(lease), ProcessIdentity.class)
                    .isAlive();
        } catch (IOException | JacksonException unreadable) {
            return false;
        }
    }
}
