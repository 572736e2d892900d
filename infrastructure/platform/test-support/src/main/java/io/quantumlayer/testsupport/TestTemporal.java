package io.quantumlayer.testsupport;

import io.quantumlayer.servers.FetchProgress;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.TemporalCli;
import io.quantumlayer.servers.TemporalServer;
import io.quantumlayer.servers.TemporalSettings;
import io.quantumlayer.servers.Tools;
import java.nio.file.Path;

/** A real Temporal server for a test run: the pinned release, found or fetched once. */
public final class TestTemporal {

    private TestTemporal() {}

    /** Host and port of the server's frontend, with the namespace {@code quantumlayer}; started with the first call. */
    public static String address() {
        return Server.RUNNING.address();
    }

    /** Starts a server of its own, for a test that stops and restarts it in the same directory. */
    public static TemporalServer start(Path directory, int port) {
        Path cli = TemporalCli.in(Tools.cacheDirectory()).locate(FetchProgress.silent());
        return TemporalServer.start(TemporalSettings.in(directory, cli, port), Lifetime.OWNED);
    }

    private static final class Server {

        static final TemporalServer RUNNING = start();

        private static TemporalServer start() {
            TemporalServer server = TestTemporal.start(TestDirectory.create("temporal"), LoopbackPort.free());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }
}
