package io.quantumlayer.testsupport;

import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.PostgresBinaries;
import io.quantumlayer.servers.PostgresServer;
import io.quantumlayer.servers.PostgresSettings;
import io.quantumlayer.servers.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A new, empty database on the test run's PostgreSQL server. */
public record TestDatabase(String jdbcUrl, String user, String password) {

    private static final String IMAGE = "postgres:18.1";

    /** Creates a database; the server is started with the first one and ends with the test run. */
    public static TestDatabase create() {
        TestDatabase server = Server.RUNNING;
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl, server.user, server.password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database cannot be created", e);
        }
        return new TestDatabase(
                server.jdbcUrl.substring(0, server.jdbcUrl.lastIndexOf('/') + 1) + name, server.user, server.password);
    }

    private static final class Server {

        static final TestDatabase RUNNING = start();

        /** Asking for Docker takes seconds where there is none: look for its socket first. */
        private static boolean dockerMayAnswer() {
            return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        }

        private static TestDatabase start() {
            if (dockerMayAnswer() && DockerClientFactory.instance().isDockerAvailable()) {
                PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
                container.start();
                String url = "jdbc:postgresql://%s:%d/%s"
                        .formatted(container.getHost(), container.getMappedPort(5432), container.getDatabaseName());
                return new TestDatabase(url, container.getUsername(), container.getPassword());
            }
            Path directory = TestDirectory.create("postgresql");
            PostgresServer server = PostgresServer.start(
                    PostgresSettings.fleeting(
                            PostgresBinaries.in(Tools.cacheDirectory()).unpacked(),
                            directory,
                            LoopbackPort.free(),
                            UUID.randomUUID().toString()),
                    Lifetime.OWNED);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return new TestDatabase(server.jdbcUrl("postgres"), server.user(), server.password());
        }
    }
}
