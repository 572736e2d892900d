package io.quantumlayer.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a Temporal server is run.
 *
 * @param cli the Temporal command line program
 * @param directory of the database file that keeps the runs, created when it does not exist
 * @param log file for the server's output
 * @param port of the gRPC frontend on the loopback interface
 * @param namespace created when it does not exist
 * @param retention how long a closed run is kept
 * @param searchAttributes name to type, such as {@code Keyword}
 */
public record TemporalSettings(
        Path cli,
        Path directory,
        Path log,
        int port,
        String namespace,
        Duration retention,
        Map<String, String> searchAttributes) {

    /** The namespace {@code quantumlayer} that keeps closed runs for 30 days, in this directory. */
    public static TemporalSettings in(Path directory, Path cli, int port) {
        return new TemporalSettings(
                cli, directory, directory.resolve("temporal.log"), port, "quantumlayer", Duration.ofDays(30), Map.of());
    }

    /** The same with its output elsewhere. */
    public TemporalSettings loggingTo(Path file) {
        return new TemporalSettings(cli, directory, file, port, namespace, retention, searchAttributes);
    }

    /** The file that keeps the runs. */
    Path database() {
        return databaseIn(directory);
    }

    static Path databaseIn(Path directory) {
        return directory.toAbsolutePath().resolve("temporal.db");
    }
}
