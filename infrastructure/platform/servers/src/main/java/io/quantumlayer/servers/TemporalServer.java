package io.quantumlayer.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Temporal server on the loopback interface, without user interface, its runs in one database file. */
public final class TemporalServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final String STOP_SIGNAL = "TERM";

    private final ServerProcess process;
    private final int port;

    private TemporalServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts the server and waits until it serves the namespace.
     *
     * @throws ServerStartException when it does not answer within a minute
     */
    public static TemporalServer start(TemporalSettings settings, Lifetime lifetime) {
        try {
            Files.createDirectories(settings.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int httpPort = LoopbackPort.free();
        ServerProcess process = ServerProcess.start(
                command(settings, httpPort),
                environment(),
                settings.directory(),
                settings.log(),
                lifetime,
                STOP_SIGNAL);
        TemporalServer server = new TemporalServer(process, settings.port());
        try {
            server.awaitNamespace(settings, httpPort);
        } catch (ServerStartException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** A server that still runs on the database in this directory although nobody remembers it. */
    public static Optional<ProcessIdentity> leftover(Path directory) {
        String file = TemporalSettings.databaseIn(directory).toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).containsAll(List.of("start-dev", file)))
                        .isPresent())
                .findFirst()
                .flatMap(process -> ProcessIdentity.of(process.pid()));
    }

    /** Stops a server by its identity, giving it time to close its database. */
    public static void stop(ProcessIdentity identity) {
        ServerProcess.stop(identity, STOP_SIGNAL, STOP_TIMEOUT);
    }

    /** Host and port of the gRPC frontend. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(STOP_SIGNAL, STOP_TIMEOUT);
    }

    private static List<String> command(TemporalSettings settings, int httpPort) {
        List<String> command = new ArrayList<>(List.of(
                settings.cli().toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(settings.port()),
                "--http-port",
                Integer.toString(httpPort),
                "--db-filename",
                settings.database().toString(),
                // SQLite takes one transaction at a time, and with its default journal waits for the disk several
                // times in each: the heartbeats of some dozen steps are more than that. What a killed server has
                // written stays; when the machine itself ends, the last moments may be lost, and steps done again.
                "--sqlite-pragma",
                "journal_mode=wal",
                "--sqlite-pragma",
                "synchronous=normal",
                "--namespace",
                settings.namespace(),
                "--log-level",
                "warn"));
        settings.searchAttributes().forEach((name, type) -> {
            command.add("--search-attribute");
            command.add(name + "=" + type);
        });
        return command;
    }

    // The CLI reads its settings from a home directory; a user's own profile must not change this server.
    private static Map<String, String> environment() {
        return Map.of(
                "PATH",
                Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"),
                "HOME",
                "/nonexistent",
                "TEMPORAL_CONFIG_FILE",
                "/dev/null");
    }

    private void awaitNamespace(TemporalSettings settings, int httpPort) {
        URI namespace =
                URI.create("http://127.0.0.1:%d/api/v1/namespaces/%s".formatted(httpPort, settings.namespace()));
        String keep = "{\"config\":{\"workflowExecutionRetentionTtl\":\"%ds\"}}"
                .formatted(settings.retention().toSeconds());
        HttpRequest update = HttpRequest.newBuilder(URI.create(namespace + "/update"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(keep))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (Instant.now().isBefore(deadline)) {
                if (!process.isAlive()) {
                    throw failed("ended while it started", settings);
                }
                if (succeeds(client, update)) {
                    return;
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted while it started", settings);
        }
        throw failed("did not answer within " + START_TIMEOUT.toSeconds() + " s", settings);
    }

    private static boolean succeeds(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListeningYet) {
            return false;
        }
    }

    private static ServerStartException failed(String what, TemporalSettings settings) {
        return new ServerStartException(
                "Temporal %s. Its log is %s.%s".formatted(what, settings.log(), LogTail.of(settings.log())));
    }
}
