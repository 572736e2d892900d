package io.quantumlayer.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The directory that holds everything of one local platform, closed to other users. */
public record Home(Path root) {

    /** Of a new file that others must not read. */
    public static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** {@code QL_HOME}, else {@code ~/.quantumlayer}. */
    public static Home of(Map<String, String> environment) {
        String configured = environment.getOrDefault("QL_HOME", "");
        Path root =
                configured.isBlank() ? Path.of(System.getProperty("user.home"), ".quantumlayer") : Path.of(configured);
        return new Home(root.toAbsolutePath().normalize());
    }

    /** Makes what is not there; a root that was there stays as open as it is, what lies below does not. */
    public Home create() {
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root);
                close(root);
            }
            for (Path directory : List.of(run(), logs(), keys(), data(), downloads())) {
                Files.createDirectories(directory);
                close(directory);
            }
            for (Path directory : List.of(tools(), applications())) {
                Files.createDirectories(directory);
                // Programs that several homes share are not theirs to close.
                if (!Files.isSymbolicLink(directory)) {
                    close(directory);
                }
            }
            closeFiles();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create %s; set QL_HOME to a directory of yours.".formatted(root), e);
        }
    }

    /** Takes from other users the keys and what prompts and answers are written to; PostgreSQL closes its own files. */
    public void closeFiles() {
        for (Path directory : List.of(keys(), logs(), data().resolve("temporal"), downloads())) {
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    closeFile(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close %s to other users.".formatted(directory), e);
            }
        }
    }

    private static void close(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    private static void closeFile(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, OWNER_ALONE.value());
        } catch (NoSuchFileException goneMeanwhile) {
            // A database's journal, a log that was moved.
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
