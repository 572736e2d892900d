package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.PostgresBinaries;
import io.quantumlayer.servers.PostgresServer;
import io.quantumlayer.servers.PostgresSettings;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.ServerProcess;
import io.quantumlayer.servers.TemporalCli;
import io.quantumlayer.servers.TemporalServer;
import io.quantumlayer.servers.TemporalSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The servers that the services stand on. */
final class Backing {

    static final String POSTGRESQL = "postgresql";
    static final String TEMPORAL = "temporal";

    private static final int PATIENCE_MILLIS = 5000;

    private final Home home;
    private final Map<String, String> user;
    private final LogFiles logs;
    private final StartReport report;
    private final Consumer<Supervised> started;

    /**
     * @param user environment of the user
     * @param started told of each server that runs
     */
    Backing(Home home, Map<String, String> user, StartReport report, Consumer<Supervised> started) {
        this.home = home;
        this.user = user;
        this.logs = new LogFiles(home);
        this.report = report;
        this.started = started;
    }

    /** Ends servers of this home that nobody supervises. */
    static void endLeftovers(Home home) {
        Optional<ProcessIdentity> temporal = TemporalServer.leftover(home.data().resolve(TEMPORAL));
        temporal.ifPresent(TemporalServer::stop);
        Optional<ProcessIdentity> postgres =
                PostgresServer.leftover(home.data().resolve(POSTGRESQL).resolve("data"));
        postgres.ifPresent(PostgresServer::stop);
    }

    Database startPostgres() {
        PostgresBinaries binaries = PostgresBinaries.in(home.tools());
        String password = IdentityKeys.in(home.keys()).databasePassword();
        PostgresSettings settings = PostgresSettings.durable(
                        binaries.unpacked(), home.data().resolve(POSTGRESQL), LoopbackPort.free(), password)
                .loggingTo(logs.forStartOf(POSTGRESQL));
        AtomicReference<Database> database = new AtomicReference<>();
        start(POSTGRESQL, settings.port(), settings.log(), "INT", () -> {
            PostgresServer server = PostgresServer.start(settings, Lifetime.DETACHED);
            server.createDatabase("quantumlayer");
            database.set(new Database(server.jdbcUrl("quantumlayer"), server.user(), server.password()));
            return server.process();
        });
        return Optional.ofNullable(database.get()).orElseThrow();
    }

    /** Address of a server of the user's own. */
    static Optional<String> temporalOf(Map<String, String> user) {
        return Optional.ofNullable(user.get("TEMPORAL_ADDRESS")).filter(address -> !address.isBlank());
    }

    /** Address of the server: the user's own if there is one. */
    String startTemporal() {
        Optional<String> configured = temporalOf(user);
        if (configured.isPresent()) {
            requireAnswer(configured.get());
            report.add(StartEvent.ready(TEMPORAL, "yours at " + configured.get()));
            return configured.get();
        }
        Path cli = TemporalCli.in(home.tools())
                .locate((bytes, expected) -> report.add(new StartEvent(
                        TEMPORAL, StartEvent.State.WORKING, "fetching", bytes, expected, StartEvent.Unit.BYTES)));
        TemporalSettings settings = TemporalSettings.in(home.data().resolve(TEMPORAL), cli, LoopbackPort.free())
                .loggingTo(logs.forStartOf(TEMPORAL));
        start(
                TEMPORAL,
                settings.port(),
                settings.log(),
                "TERM",
                () -> TemporalServer.start(settings, Lifetime.DETACHED).process());
        // It makes its database as open as files are by default.
        home.closeFiles();
        return "127.0.0.1:" + settings.port();
    }

    private static void requireAnswer(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(address.substring(colon + 1));
            socket.connect(new InetSocketAddress(address.substring(0, Math.max(0, colon)), port), PATIENCE_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailedException(
                    ExitCode.PLATFORM,
                    "TEMPORAL_ADDRESS is '%s', and no server answers there (%s). Start it, correct the address as host:port, or unset it to have one started here."
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private void start(String name, int port, Path log, String stopSignal, Supplier<ServerProcess> starter) {
        report.add(StartEvent.working(name, "starting"));
        Instant begin = Instant.now();
        Supervised server = Supervised.server(name, port, log, stopSignal, starter);
        server.start();
        started.accept(server);
        report.add(StartEvent.ready(name, "127.0.0.1:" + port, begin));
    }
}
