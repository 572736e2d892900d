package io.quantumlayer.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTests {

    private final Path home = PostgresBinaries.in(Tools.cacheDirectory()).unpacked();

    @TempDir
    private Path directory;

    @Test
    void keepsWhatWasCommittedOverAKill() throws Exception {
        try (PostgresServer server = start(Lifetime.OWNED)) {
            server.createDatabase("drops");
            server.createDatabase("drops");
            execute(server, "CREATE TABLE t AS SELECT 'kept' AS word");
            ServerProcess.stop(server.process().identity(), "KILL", Duration.ofSeconds(5));
        }

        try (PostgresServer again = start(Lifetime.OWNED)) {
            assertThat(query(again, "SELECT word FROM t")).isEqualTo("kept");
        }
    }

    @Test
    void aLockThatNamesAForeignProcessDoesNotStopTheNextStart() throws Exception {
        try (PostgresServer server = start(Lifetime.OWNED)) {
            server.createDatabase("drops");
        }
        Path lock = directory.resolve("data").resolve("postmaster.pid");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n" + directory.resolve("data") + "\n1\n1\n\n\n\n");

        try (PostgresServer again = start(Lifetime.OWNED)) {
            assertThat(query(again, "SELECT 'up'")).isEqualTo("up");
        }
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() {
        try (PostgresServer server = start(Lifetime.OWNED)) {
            assertThatExceptionOfType(ServerStartException.class)
                    .isThrownBy(() -> start(Lifetime.OWNED))
                    .withMessageContaining(
                            Long.toString(server.process().identity().pid()));
        }
    }

    @Test
    void aDetachedServerIsFoundByItsDirectoryAndStopped() {
        PostgresServer server = start(Lifetime.DETACHED);
        try {
            assertThat(PostgresServer.leftover(directory.resolve("data")))
                    .contains(server.process().identity());
        } finally {
            PostgresServer.leftover(directory.resolve("data")).ifPresent(PostgresServer::stop);
        }

        assertThat(server.process().isAlive()).isFalse();
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (PostgresServer server = start(Lifetime.OWNED)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "another"))
                    .withMessageContaining("password");
        }
    }

    @Test
    void dataMovesBetweenTheWaysThatRootHasToRunIt() throws Exception {
        assumeThat(UnprivilegedCommand.choose()).isEqualTo(UnprivilegedCommand.Way.USER_NAMESPACE);

        PostgresSettings settings = PostgresSettings.durable(home, directory, LoopbackPort.free(), "a password");
        try (PostgresServer server =
                PostgresServer.start(settings, Lifetime.OWNED, UnprivilegedCommand.Way.OTHER_USER)) {
            server.createDatabase("drops");
            execute(server, "CREATE TABLE t AS SELECT 'kept' AS word");
        }
        for (UnprivilegedCommand.Way way :
                List.of(UnprivilegedCommand.Way.USER_NAMESPACE, UnprivilegedCommand.Way.OTHER_USER)) {
            try (PostgresServer server = PostgresServer.start(settings, Lifetime.OWNED, way)) {
                assertThat(query(server, "SELECT word FROM t")).isEqualTo("kept");
            }
        }
    }

    private PostgresServer start(Lifetime lifetime) {
        return PostgresServer.start(
                PostgresSettings.durable(home, directory, LoopbackPort.free(), "a password"), lifetime);
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("drops"), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("drops"), server.user(), server.password());
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
