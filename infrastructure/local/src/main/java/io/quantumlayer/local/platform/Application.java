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
     * The same for training and running, or the JVM refuses the cache. Eight services share two cores and 2 GiB with
     * everything else on the machine, so: no second compiler tier, whose work at the start takes longer than it ever
     * saves here; a heap that begins small; free native memory given back; the cache mapped where it was written for,
     * because moving it would make a private copy of all its pages.
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xms56m",
            "-XX:NewSize=24m",
            "-Xmx384m",
            "-Xss512k",
            "-XX:TrimNativeHeapInterval=5000",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
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

    /** Writes the cache to this file when it ends. */
    List<String> trainingCommand(Path output) {
        List<String> options = new ArrayList<>(List.of("-XX:AOTCacheOutput=" + output));
        if (!service.isHarmlessAlone()) {
            options.add("-Dspring.context.exit=onRefresh");
        }
        return command(options);
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
