package io.quantumlayer.local.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A service unpacked for running.
 *
 * @param build digest of the jar that was unpacked
 * @param jar with the service's own classes, its libraries beside it
 * @param cache the JDK's ahead-of-time cache, there once a training run has written it
 */
record Application(Service service, String build, Path jar, Path cache) {

    /**
     * The same for training and running, or the JVM refuses the cache. Sized so that eight idle services and the two
     * servers stay below 2 GiB.
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx192m",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    Path directory() {
        return jar.resolveSibling(".").normalize();
    }

    boolean isTrained() {
        return Files.exists(cache);
    }

    List<String> command() {
        return command(isTrained() ? List.of("-XX:AOTCache=" + cache) : List.of());
    }

    /** Runs until the application context is complete and writes the cache to this file. */
    List<String> trainingCommand(Path output) {
        return command(List.of("-XX:AOTCacheOutput=" + output, "-Dspring.context.exit=onRefresh"));
    }

    private List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Jvm.program().toString());
        command.addAll(FLAGS);
        command.addAll(options);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
