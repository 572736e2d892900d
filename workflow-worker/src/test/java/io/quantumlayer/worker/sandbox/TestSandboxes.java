package io.quantumlayer.worker.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The sandbox put together as the application does it. */
final class TestSandboxes {

    private TestSandboxes() {}

    static SandboxProperties properties(String... backends) {
        return new SandboxProperties(
                List.of(backends),
                List.of(),
                Path.of(System.getProperty("user.home"), ".cache/quantumlayer/sandbox"),
                Duration.ofMinutes(2),
                DataSize.ofGigabytes(2),
                DataSize.ofMegabytes(512),
                400,
                DataSize.ofMegabytes(1));
    }

    static List<Sandbox> all(SandboxProperties properties) {
        Confinement confinement = new Confinement(properties, new Toolchains());
        return List.of(new BubblewrapSandbox(confinement), new UnshareSandbox(confinement));
    }

    static ProjectChecks checks(String... backends) {
        SandboxProperties properties = properties(backends);
        SandboxRunner runner = new SandboxRunner(properties);
        Sandboxes sandboxes = new Sandboxes(all(properties), new SelfTest(runner), properties);
        return new ProjectChecks(sandboxes, runner, properties, new ToolchainCaches(runner, properties));
    }
}
