package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.servers.LogTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The services' jars unpacked for running, once per build. */
final class Applications {

    private static final Duration UNPACKING = Duration.ofMinutes(5);

    private final Home home;
    private final Path repository;
    private final String version;

    Applications(Home home, Path repository, String version) {
        this.home = home;
        this.repository = repository;
        this.version = version;
    }

    /**
     * The service as its built jar is now; unpacked if that has not been done.
     *
     * @param unpacking called when it has to be
     * @throws CommandFailedException when the service is not built
     */
    Application unpacked(Service service, Runnable unpacking) {
        Path jar = service.jar(repository, version);
        if (!Files.isRegularFile(jar)) {
            throw new CommandFailedException(
                    ExitCode.PLATFORM,
                    "%s is not built: %s is missing. Run 'mvn -DskipTests package' in %s."
                            .formatted(service.key(), jar, repository));
        }
        try {
            String build = digest(jar);
            Path directory = home.applications().resolve(service.key() + "-" + build);
            if (!Files.isDirectory(directory)) {
                unpacking.run();
                unpack(service, jar, directory);
            }
            return new Application(
                    service,
                    build,
                    directory.resolve(jar.getFileName()),
                    directory.resolve("jvm-" + Jvm.version() + ".aot"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + jar + ".", e);
        }
    }

    /** Removes what older builds left. */
    void removeAllBut(Collection<Application> current) {
        Set<Path> directories = current.stream().map(Application::directory).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(home.applications())) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                if (!directories.contains(directory)) {
                    Trees.delete(directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tidy up " + home.applications() + ".", e);
        }
    }

    /** Over the checksums that the jar's own directory holds: as good as reading all of it, and takes no time. */
    static String digest(Path jar) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> add(digest, entry));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static void add(MessageDigest digest, ZipEntry entry) {
        digest.update(entry.getName().getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(16)
                .putLong(entry.getCrc())
                .putLong(entry.getSize())
                .flip());
    }

    private void unpack(Service service, Path jar, Path directory) throws IOException {
        Path work = Files.createTempDirectory(home.applications(), ".unpack-");
        Path log = home.logs().resolve(service.key() + "-unpack.log");
        try {
            Path unpacked = work.resolve("app");
            Optional<String> problem = run(
                    new ProcessBuilder(List.of(
                            Jvm.program().toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            unpacked.toString())),
                    log);
            if (problem.isPresent()) {
                throw new CommandFailedException(
                        ExitCode.PLATFORM, "%s cannot be unpacked: %s".formatted(service.key(), problem.get()));
            }
            Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(work);
        }
    }

    private static Optional<String> run(ProcessBuilder builder, Path log) throws IOException {
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(UNPACKING.toSeconds(), TimeUnit.SECONDS)) {
                return Optional.of("it took longer than %d s; see %s".formatted(UNPACKING.toSeconds(), log));
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("exit code %d, %s; see %s"
                            .formatted(
                                    process.exitValue(),
                                    String.join(" ", LogTail.lines(log, 1)).strip(),
                                    log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }
}
