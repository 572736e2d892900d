package io.quantumlayer.local.command;

import io.quantumlayer.local.runs.Delivery;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes the project that it downloads. */
final class OutputDirectory {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIRECTORY",
            description = "Directory to create; the project's name unless said otherwise.")
    private @Nullable Path directory;

    /**
     * The directory, if one was named.
     *
     * @throws io.quantumlayer.local.CommandFailedException if there are files in it
     */
    Optional<Path> free(Path workingDirectory) {
        Optional<Path> target = Optional.ofNullable(directory).map(workingDirectory::resolve);
        target.ifPresent(Delivery::requireFree);
        return target;
    }
}
