package io.quantumlayer.local.platform;

import io.quantumlayer.local.ApiKey;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Starts the supervisor: this very program, in a process of its own. */
final class Launch {

    static final String SUPERVISOR = "supervisor";

    private static final String MAIN = "io.quantumlayer.local.command.Ql";

    /** File with the JVM's ahead-of-time cache of {@code ql}, told by the launcher script. */
    private static final String CACHE_PROPERTY = "ql.cache";

    private final Home home;
    private final Path repository;

    Launch(Home home, Path repository) {
        this.home = home;
        this.repository = repository;
    }

    /** @param tls whether the gateway speaks it */
    ServerProcess supervisor(int port, boolean tls) {
        List<String> command = command("supervise", "--port", Integer.toString(port));
        if (tls) {
            command.add("--tls");
        }
        return start(command);
    }

    /** Starts the preparation of quick starts, which nobody waits for. Only its training runs have a low priority. */
    ServerProcess learner() {
        return start(command("learn"));
    }

    private ServerProcess start(List<String> command) {
        return ServerProcess.start(
                command,
                environment(),
                home.root(),
                new LogFiles(home).forStartOf(SUPERVISOR),
                Lifetime.DETACHED,
                "TERM");
    }

    /** How {@code ql} itself is trained; not at all where no launcher script says where its cache belongs. */
    Optional<Trainee> trainee() {
        String cache = System.getProperty(CACHE_PROPERTY, "");
        return cache.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trainee("ql", Path.of(cache), output -> course(output)));
    }

    private Trainee.Course course(Path output) {
        List<String> command = List.of(
                Jvm.program().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCacheOutput=" + output,
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "status");
        return new Trainee.Course(
                command,
                environment(),
                home.root(),
                Trainee.Learned.WHEN_IT_ENDS,
                Set.of(ExitCode.COMPLETE.code(), ExitCode.PLATFORM.code()));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Jvm.program().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss512k"));
        String cache = System.getProperty(CACHE_PROPERTY, "");
        if (!cache.isEmpty() && Files.exists(Path.of(cache))) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of(
                "-D%s=%s".formatted(CACHE_PROPERTY, cache),
                "-Dql.repository=" + repository,
                "-cp",
                System.getProperty("java.class.path"),
                MAIN));
        command.addAll(List.of(arguments));
        return command;
    }

    private Map<String, String> environment() {
        return environment(home, System.getenv());
    }

    /** The user's own, without what is for {@code ql} alone. */
    static Map<String, String> environment(Home home, Map<String, String> user) {
        Map<String, String> environment = new TreeMap<>(user);
        environment.keySet().removeIf(ApiKey::isVariable);
        environment.put("QL_HOME", home.root().toString());
        return environment;
    }
}
