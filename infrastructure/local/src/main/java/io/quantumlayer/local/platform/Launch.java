package io.quantumlayer.local.platform;

import io.quantumlayer.local.Home;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts the supervisor: this very program, in a process of its own. */
final class Launch {

    static final String SUPERVISOR = "supervisor";

    /** File with the JVM's ahead-of-time cache of {@code ql}, told by the launcher script. */
    private static final String CACHE_PROPERTY = "ql.cache";

    private final Home home;
    private final Path repository;

    Launch(Home home, Path repository) {
        this.home = home;
        this.repository = repository;
    }

    ServerProcess supervisor(int port) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.program().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss512k"));
        String cache = System.getProperty(CACHE_PROPERTY, "");
        if (!cache.isEmpty()) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of(
                "-Dql.repository=" + repository,
                "-cp",
                System.getProperty("java.class.path"),
                "io.quantumlayer.local.command.Ql",
                "supervise",
                "--port",
                Integer.toString(port)));
        return ServerProcess.start(
                command,
                environment(),
                home.root(),
                new LogFiles(home).forStartOf(SUPERVISOR),
                Lifetime.DETACHED,
                "TERM");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("QL_HOME", home.root().toString());
        return environment;
    }
}
