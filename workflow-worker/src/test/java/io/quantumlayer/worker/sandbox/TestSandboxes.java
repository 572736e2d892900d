package io.quantumlayer.worker.sandbox;

import io.quantumlayer.worker.sandbox.host.TestHostSandboxes;
import io.quantumlayer.worker.sandbox.job.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The sandbox put together as the application does it. */
public final class TestSandboxes {

    private TestSandboxes() {}

    public static SandboxProperties properties(String... backends) {
        return properties(List.of(backends), List.of(), DataSize.ofGigabytes(2), DataSize.ofMegabytes(512), 400);
    }

    public static SandboxProperties tight(DataSize memory, DataSize disk, int processes) {
        return properties(List.of(), List.of(), memory, disk, processes);
    }

    static SandboxProperties withReadOnly(Path path) {
        return properties(List.of(), List.of(path), DataSize.ofGigabytes(2), DataSize.ofMegabytes(512), 400);
    }

    private static SandboxProperties properties(
            List<String> backends, List<Path> readOnly, DataSize memory, DataSize disk, int processes) {
        return new SandboxProperties(
                backends,
                readOnly,
                Path.of(System.getProperty("user.home"), ".cache/quantumlayer/sandbox"),
                Duration.ofMinutes(2),
                memory,
                disk,
                processes,
                DataSize.ofMegabytes(1));
    }

    public static Toolchains toolchains() {
        return new Toolchains();
    }

    public static Confinement confinement(SandboxProperties properties) {
        return new Confinement(properties, toolchains());
    }

    static Sandbox sandbox(String name, SandboxProperties properties) {
        if (name.equals("kubernetes-job")) {
            return TestCluster.sandbox(properties);
        }
        return all(properties).stream()
                .filter(sandbox -> sandbox.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Sandbox> all(SandboxProperties properties) {
        return properties.backends().contains("kubernetes-job")
                ? List.of(TestCluster.sandbox(properties))
                : TestHostSandboxes.all(properties);
    }

    public static SandboxRunner runner(SandboxProperties properties) {
        return new SandboxRunner(properties);
    }

    /** The back ends of the settings; the first that works is in use. */
    public static Sandboxes sandboxes(SandboxProperties properties) {
        return new Sandboxes(all(properties), new SelfTest(runner(properties)), properties);
    }

    /** Some back ends, with how long one that does not work is left alone. */
    public static Sandboxes sandboxes(SandboxProperties properties, List<Sandbox> backends, Duration recovery) {
        return new Sandboxes(backends, new SelfTest(runner(properties)), properties, recovery);
    }
}
