package io.quantumlayer.local.runs;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Brings a run's project onto this machine, never over files that are there. */
public final class Delivery {

    private final Gateway gateway;
    private final Home home;
    private final Path workingDirectory;

    public Delivery(Gateway gateway, Home home, Path workingDirectory) {
        this.gateway = gateway;
        this.home = home;
        this.workingDirectory = workingDirectory;
    }

    /**
     * A delivered project.
     *
     * @param directory where it lies now
     */
    public record Delivered(Path directory, JsonNode manifest) {}

    /**
     * Fails while it is cheap, before a run, when the project could not be put there.
     *
     * @throws CommandFailedException when there are files
     */
    public static void requireFree(Path target) {
        try {
            if (!ProjectZip.isFree(target)) {
                throw new CommandFailedException(
                        ExitCode.USAGE,
                        "%s exists and is not empty; nothing is written over files. Name another directory with --output."
                                .formatted(target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + target + ".", e);
        }
    }

    /**
     * Downloads the project.
     *
     * @param output directory to create; the project's own name in the working directory when empty
     * @throws CommandFailedException when there are files; the download is kept and the message says where
     */
    public Delivered deliver(String id, Optional<Path> output) {
        try {
            Path work = Files.createTempDirectory(home.downloads(), ".download-");
            try {
                Path file = work.resolve("project.zip");
                download(id, file);
                ProjectZip zip = ProjectZip.read(file);
                Path target = output.orElseGet(() -> workingDirectory.resolve(zip.name()));
                if (!ProjectZip.isFree(target)) {
                    throw taken(id, target, keep(id, file));
                }
                zip.unpackTo(target);
                return new Delivered(target, zip.manifest());
            } finally {
                Trees.delete(work);
            }
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.PLATFORM,
                    "The project of %s could not be stored here (%s). It is kept on the platform: ql download %s"
                            .formatted(id, e.getMessage(), id),
                    e);
        }
    }

    /** A run that ended without a project says why; the store knows only that it has no files. */
    private void download(String id, Path file) {
        try {
            gateway.download(id, file);
        } catch (CommandFailedException refused) {
            if (refused.exitCode() != ExitCode.USAGE) {
                throw refused;
            }
            StatusAnswer run = new StatusAnswer(gateway.run(id));
            if (run.failure().isPresent()) {
                throw new CommandFailedException(
                        Outcome.exitCode(run.status(), ""),
                        "%s has no project.\n%s"
                                .formatted(id, String.join("\n", Ending.lines(run.status(), run.failure()))),
                        refused);
            }
            if (run.end().isEmpty()) {
                throw new CommandFailedException(
                        ExitCode.USAGE,
                        "%s has no project yet: it is %s. How far it is: ql show %s".formatted(id, run.status(), id),
                        refused);
            }
            throw refused;
        }
    }

    private Path keep(String id, Path file) throws IOException {
        Path kept = home.downloads().resolve(id.replaceAll("[^A-Za-z0-9._-]", "_") + ".zip");
        return Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    }

    private static CommandFailedException taken(String id, Path target, Path kept) {
        return new CommandFailedException(
                ExitCode.USAGE,
                "%s exists and is not empty; nothing is written over files. The project is kept as %s; to put it elsewhere: unzip it, or ql download %s --output DIRECTORY"
                        .formatted(target, kept, id));
    }
}
