package io.quantumlayer.worker.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The sandbox put together as the application does it. */
public final class TestSandboxes {

    private static final Staging STAGING = new Staging();

    private TestSandboxes() {}

    static SandboxProperties properties(String... backends) {
        return properties(List.of(backends), List.of(), DataSize.ofGigabytes(2), DataSize.ofMegabytes(512), 400);
    }

    static SandboxProperties tight(DataSize memory, DataSize disk, int processes) {
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

    static Confinement confinement(SandboxProperties properties) {
        return new Confinement(properties, new Toolchains(), STAGING);
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

    static List<Sandbox> all(SandboxProperties properties) {
        if (properties.backends().contains("kubernetes-job")) {
            return List.of(TestCluster.sandbox(properties));
        }
        Confinement confinement = confinement(properties);
        return List.of(new BubblewrapSandbox(confinement, STAGING), new UnshareSandbox(confinement, STAGING));
    }

    static SandboxRunner runner(SandboxProperties properties) {
        return new SandboxRunner(properties);
    }

    /** Checks on the first back end that works. */
    public static ProjectChecks checks(String... backends) {
        SandboxProperties properties = properties(backends);
        SandboxRunner runner = runner(properties);
        Sandboxes sandboxes = new Sandboxes(all(properties), new SelfTest(runner), properties);
        return new ProjectChecks(
                sandboxes, runner, properties, new ToolchainCaches(runner, properties), new Toolchains());
    }
}
