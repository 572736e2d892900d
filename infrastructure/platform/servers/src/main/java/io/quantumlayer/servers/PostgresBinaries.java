package io.quantumlayer.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's programs, unpacked once from the class path into a tools directory. */
public final class PostgresBinaries {

    private final Path toolsDirectory;
    private final Platform platform;

    private PostgresBinaries(Path toolsDirectory, Platform platform) {
        this.toolsDirectory = toolsDirectory;
        this.platform = platform;
    }

    /** The programs as kept in this tools directory. */
    public static PostgresBinaries in(Path toolsDirectory) {
        return new PostgresBinaries(toolsDirectory, Platform.current());
    }

    /** Version of the programs, such as {@code 18.6.0}. */
    public String version() {
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("versions.properties")) {
            Properties versions = new Properties();
            versions.load(in);
            return versions.getProperty("postgresql");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there are programs for this platform. */
    public boolean available() {
        return getClass().getResource(archive()) != null;
    }

    /**
     * The directory with {@code bin}, {@code lib} and {@code share}, unpacked first if needed.
     *
     * @throws ToolUnavailableException when there are no programs for this platform
     */
    public Path unpacked() {
        Path home = toolsDirectory.resolve("postgresql-" + version() + "-" + platform);
        if (Files.isDirectory(home)) {
            return home;
        }
        try (InstallLock _ = InstallLock.on(toolsDirectory)) {
            if (!Files.isDirectory(home)) {
                unpackTo(home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL to " + home + ".", e);
        }
    }

    private String archive() {
        String arch = switch (platform.arch()) {
            case "amd64" -> "x86_64";
            case "arm64" -> "arm_64";
            default -> platform.arch();
        };
        return "/postgres-%s-%s.txz".formatted(platform.os(), arch);
    }

    private void unpackTo(Path home) throws IOException {
        Path work = Files.createTempDirectory(toolsDirectory, ".postgresql-");
        try (@Nullable InputStream packed = getClass().getResourceAsStream(archive())) {
            if (packed == null) {
                throw new ToolUnavailableException("There is no embedded PostgreSQL for %s.".formatted(platform));
            }
            Path root = Files.createDirectory(work.resolve("root"));
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, root);
                }
            }
            Files.move(root, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            DeletedTree.delete(work);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The archive names a file outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
