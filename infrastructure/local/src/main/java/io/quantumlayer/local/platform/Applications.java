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
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks the services' jars and trains the JVM on them, once per build. */
final class Applications {

    private static final Duration PREPARATION = Duration.ofMinutes(3);
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final Home home;
    private final Path repository;
    private final String version;

    Applications(Home home, Path repository, String version) {
        this.home = home;
        this.repository = repository;
        this.version = version;
    }

    /**
     * The service unpacked, as its built jar is now.
     *
     * @throws CommandFailedException when the service is not built
     */
    Application unpacked(Service service) {
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

    /**
     * Lets the service start once and keeps what the JVM learned from it.
     *
     * @param learned whether the JVM has seen enough; the service is then asked to end
     * @return why that did not work, if it did not
     */
    Optional<String> train(Application application, Map<String, String> environment, Learned learned) {
        Path output = application.cache().resolveSibling("training.aot");
        Path log = home.logs().resolve(application.service().key() + "-training.log");
        try {
            Files.deleteIfExists(output);
            ProcessBuilder training = new ProcessBuilder(application.trainingCommand(output))
                    .directory(application.directory().toFile());
            training.environment().clear();
            training.environment().putAll(environment);
            Optional<String> problem = run(training, log, learned);
            if (problem.isEmpty() && !Files.exists(output)) {
                return Optional.of("the JVM wrote no cache; see " + log);
            }
            if (problem.isEmpty()) {
                Files.move(output, application.cache(), StandardCopyOption.ATOMIC_MOVE);
            }
            return problem;
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a training run may end. */
    interface Learned {

        boolean enough() throws InterruptedException;

        /** For programs that end by themselves. */
        Learned WHEN_IT_ENDS = () -> false;
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
                    log,
                    Learned.WHEN_IT_ENDS);
            if (problem.isPresent()) {
                throw new CommandFailedException(
                        ExitCode.PLATFORM, "%s cannot be unpacked: %s".formatted(service.key(), problem.get()));
            }
            Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(work);
        }
    }

    private static Optional<String> run(ProcessBuilder builder, Path log, Learned learned) throws IOException {
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            Instant deadline = Instant.now().plus(PREPARATION);
            boolean asked = false;
            while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (Instant.now().isAfter(deadline)) {
                    return Optional.of("it took longer than %d s; see %s".formatted(PREPARATION.toSeconds(), log));
                }
                if (!asked && learned.enough()) {
                    process.destroy();
                    asked = true;
                }
            }
            return process.exitValue() == 0 || asked && process.exitValue() == ENDED_BY_SIGTERM
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
