package io.quantumlayer.quantumdrop.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears on a connection of its own which journals have grown, on this replica or another. While that connection is
 * lost, readers still find new events at every keep-alive.
 */
@Component
class JournalListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JournalListener.class);
    private static final int WAIT_MILLIS = 5_000;
    private static final int ALIVE_SECONDS = 2;

    private final JdbcConnectionDetails database;
    private final JournalSignals signals;
    private final JournalProperties properties;
    private volatile boolean running;
    private volatile @Nullable Connection current;

    JournalListener(
            JdbcConnectionDetails database,
            JournalSignals signals,
            JournalProperties properties,
            MeterRegistry meters) {
        this.database = database;
        this.signals = signals;
        this.properties = properties;
        Gauge.builder("quantumdrop.journal.listening", () -> current == null ? 0 : 1)
                .description("1 while notifications of new events are heard")
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("journal-listener").start(this::run);
    }

    /** Ends all streams, before the web server waits for them. */
    @Override
    public void stop() {
        running = false;
        signals.close();
        abort(current);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean lost = false;
        while (running) {
            try (Connection connection = connect()) {
                current = connection;
                lost = false;
                LOG.info("Listening for new journal events");
                // What was written while nobody listened.
                signals.wakeAll();
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                report(e, lost);
                lost = true;
            } finally {
                current = null;
            }
            pause();
        }
    }

    private void report(Exception error, boolean again) {
        if (!running) {
            return;
        }
        if (again) {
            LOG.warn("Still no notifications of journal events: {}", error.getMessage());
        } else {
            LOG.error(
                    "Lost the notifications of journal events: streams see new events every {} until they are back",
                    properties.keepAlive(),
                    error);
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (running) {
            PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
            if (notifications == null || notifications.length == 0) {
                if (!connection.isValid(ALIVE_SECONDS)) {
                    throw new SQLException("the notification connection does not answer");
                }
                continue;
            }
            for (PGNotification notification : notifications) {
                signals.wake(notification.getParameter());
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        if (database.getUsername() != null) {
            settings.setProperty("user", database.getUsername());
        }
        if (database.getPassword() != null) {
            settings.setProperty("password", database.getPassword());
        }
        settings.setProperty("ApplicationName", "quantumdrop-journal");
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("connectTimeout", "5");
        Connection connection = DriverManager.getConnection(database.getJdbcUrl(), settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + Journal.CHANNEL);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void pause() {
        try {
            if (running) {
                Thread.sleep(properties.reconnect());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private static void abort(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The notification connection was closed already", e);
            }
        }
    }
}
