package io.quantumlayer.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The directory that holds everything of one local platform, closed to other users. */
public record Home(Path root) {

    /** {@code QL_HOME}, else {@code ~/.quantumlayer}. */
    public static Home of(Map<String, String> environment) {
        String configured = environment.getOrDefault("QL_HOME", "");
        Path root =
                configured.isBlank() ? Path.of(System.getProperty("user.home"), ".quantumlayer") : Path.of(configured);
        return new Home(root.toAbsolutePath().normalize());
    }

    public Home create() {
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            for (Path directory : new Path[] {tools(), applications(), run(), logs(), keys(), data(), downloads()}) {
                Files.createDirectories(directory);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create %s; set QL_HOME to a directory of yours.".formatted(root), e);
        }
    }

    /** Programs that were fetched or unpacked. */
    public Path tools() {
        return root.resolve("tools");
    }

    /** The services as they are run, one directory per build. */
    public Path applications() {
        return root.resolve("apps");
    }

    /** State of the running platform; worthless once nothing runs. */
    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** The identity key pair and the database password. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** What must survive: PostgreSQL's and Temporal's data. */
    public Path data() {
        return root.resolve("data");
    }

    /** Projects that could not be put where they belong. */
    public Path downloads() {
        return root.resolve("downloads");
    }
}
