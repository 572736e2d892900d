package io.quantumlayer.servers;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a PostgreSQL server is run.
 *
 * @param home directory with the programs, see {@link PostgresBinaries#unpacked()}
 * @param data directory of the database cluster, created when it does not exist
 * @param log file for the server's output
 * @param port on the loopback interface
 * @param password of the user {@code quantumlayer}, set when the cluster is created
 * @param parameters of {@code postgresql.conf}
 */
public record PostgresSettings(
        Path home, Path data, Path log, int port, String password, Map<String, String> parameters) {

    /** Keeps what was committed whatever happens, with little memory. */
    public static PostgresSettings durable(Path home, Path directory, int port, String password) {
        return new PostgresSettings(
                home,
                directory.resolve("data"),
                directory.resolve("postgresql.log"),
                port,
                password,
                Map.of("shared_buffers", "32MB", "max_connections", "100", "max_wal_size", "256MB"));
    }

    /** Forgets what it likes when the machine stops, and is faster for it: for tests. */
    public static PostgresSettings fleeting(Path home, Path directory, int port, String password) {
        return new PostgresSettings(
                home,
                directory.resolve("data"),
                directory.resolve("postgresql.log"),
                port,
                password,
                Map.of(
                        "shared_buffers",
                        "32MB",
                        "max_connections",
                        "200",
                        "fsync",
                        "off",
                        "synchronous_commit",
                        "off",
                        "full_page_writes",
                        "off"));
    }

    /** The same with its output elsewhere. */
    public PostgresSettings loggingTo(Path file) {
        return new PostgresSettings(home, data, file, port, password, parameters);
    }
}
