package io.quantumlayer.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server on the loopback interface; it asks for a password and listens on no socket file. */
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "quantumlayer";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    // "Fast shutdown": open connections are closed, what was committed is on disk.
    private static final String STOP_SIGNAL = "INT";

    private final ServerProcess process;
    private final PostgresSettings settings;

    private PostgresServer(ServerProcess process, PostgresSettings settings) {
        this.process = process;
        this.settings = settings;
    }

    /**
     * Creates the database cluster if there is none, starts the server and waits until it accepts connections.
     *
     * @throws ServerStartException when it does not, or when another server uses the data directory
     */
    public static PostgresServer start(PostgresSettings settings, Lifetime lifetime) {
        return start(settings, lifetime, UnprivilegedCommand.choose());
    }

    static PostgresServer start(PostgresSettings settings, Lifetime lifetime, UnprivilegedCommand.Way way) {
        try {
            if (Files.exists(settings.data().resolve("PG_VERSION"))) {
                checkVersion(settings);
            } else {
                createCluster(settings, way);
            }
            UnprivilegedCommand.own(way, settings.data());
            clearStaleLock(settings.data());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + settings.data() + ".", e);
        }
        ServerProcess process = ServerProcess.start(
                UnprivilegedCommand.wrap(way, command(settings)),
                environment(),
                settings.data(),
                settings.log(),
                lifetime,
                STOP_SIGNAL);
        PostgresServer server = new PostgresServer(process, settings);
        try {
            server.awaitConnection();
        } catch (ServerStartException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** A server that still runs on this data directory although nobody remembers it. */
    public static Optional<ProcessIdentity> leftover(Path data) {
        Path lock = data.resolve("postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
            String directory = data.toAbsolutePath().toString();
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .arguments()
                            .filter(arguments -> List.of(arguments).contains(directory))
                            .isPresent())
                    .flatMap(process -> ProcessIdentity.of(pid));
        } catch (IOException | NumberFormatException noLock) {
            return Optional.empty();
        }
    }

    /** Stops a server by its identity: what was committed is on disk afterwards. */
    public static void stop(ProcessIdentity identity) {
        ServerProcess.stop(identity, STOP_SIGNAL, STOP_TIMEOUT);
    }

    public int port() {
        return settings.port();
    }

    public String user() {
        return USER;
    }

    public String password() {
        return settings.password();
    }

    /** JDBC address of a database of this server. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.port(), database);
    }

    public ServerProcess process() {
        return process;
    }

    /** Creates a database unless there is one of this name. */
    public void createDatabase(String name) {
        try (Connection connection = connect()) {
            if (!exists(connection, name)) {
                try (Statement create = connection.createStatement()) {
                    create.execute("CREATE DATABASE \"%s\"".formatted(name.replace("\"", "\"\"")));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the database '%s'.".formatted(name), e);
        }
    }

    @Override
    public void close() {
        process.stop(STOP_SIGNAL, STOP_TIMEOUT);
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), USER, settings.password());
    }

    private void awaitConnection() {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        String reason = "it did not answer within " + START_TIMEOUT.toSeconds() + " s";
        while (Instant.now().isBefore(deadline)) {
            if (!process.isAlive()) {
                throw failed("it ended while it started");
            }
            try (Connection _ = connect()) {
                return;
            } catch (SQLException e) {
                if ("28P01".equals(e.getSQLState())) {
                    throw failed("it does not accept the password that " + settings.data() + " was created with");
                }
                reason = String.valueOf(e.getMessage());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("the start was interrupted");
            }
        }
        throw failed(reason);
    }

    private ServerStartException failed(String reason) {
        return new ServerStartException("PostgreSQL cannot be used: %s. Its log is %s.%s"
                .formatted(reason, settings.log(), LogTail.of(settings.log())));
    }

    private static List<String> command(PostgresSettings settings) {
        List<String> command = new ArrayList<>(List.of(
                program(settings, "postgres"),
                "-D",
                settings.data().toAbsolutePath().toString(),
                "-c",
                "port=" + settings.port(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        settings.parameters().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static String program(PostgresSettings settings, String name) {
        return settings.home().resolve("bin").resolve(name).toString();
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"), "LC_ALL", "C");
    }

    private static void checkVersion(PostgresSettings settings) throws IOException {
        String found = Files.readString(settings.data().resolve("PG_VERSION")).strip();
        Path share = settings.home().resolve("share").resolve("postgresql").resolve("postgres.bki");
        String expected;
        try (var lines = Files.lines(share)) {
            expected = lines.findFirst().orElse("").replace("# PostgreSQL", "").strip();
        }
        if (!expected.isEmpty() && !expected.equals(found)) {
            throw new ServerStartException(
                    "The data in %s belongs to PostgreSQL %s, these programs are %s. Move the directory away, or dump it with the old programs and restore it."
                            .formatted(settings.data(), found, expected));
        }
    }

    // Beside its final place first: an interrupted initdb leaves nothing that looks like a cluster.
    private static void createCluster(PostgresSettings settings, UnprivilegedCommand.Way way) throws IOException {
        Path parent = settings.data().toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path work = Files.createTempDirectory(parent, ".initdb-");
        try {
            Path password = Files.createFile(
                    work.resolve("password"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, settings.password());
            Path data = Files.createDirectory(work.resolve("data"));
            UnprivilegedCommand.own(way, data);
            Path log = work.resolve("initdb.log");
            ProcessBuilder initdb = new ProcessBuilder(UnprivilegedCommand.wrap(
                            way,
                            List.of(
                                    program(settings, "initdb"),
                                    "--pgdata=" + data,
                                    "--username=" + USER,
                                    "--pwfile=" + password,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--no-locale",
                                    "--no-sync")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            initdb.environment().clear();
            initdb.environment().putAll(environment());
            Process process = initdb.start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ServerStartException(
                        "initdb could not create %s.%s".formatted(settings.data(), LogTail.of(log)));
            }
            Files.move(data, settings.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("The start of PostgreSQL was interrupted.", e);
        } finally {
            DeletedTree.delete(work);
        }
    }

    // PostgreSQL removes the lock of a dead process itself, but not when another process got that id meanwhile.
    private static void clearStaleLock(Path data) throws IOException {
        Optional<ProcessIdentity> other = leftover(data);
        if (other.isPresent()) {
            throw new ServerStartException("Process %d, a PostgreSQL server, already uses %s."
                    .formatted(other.get().pid(), data));
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
}
