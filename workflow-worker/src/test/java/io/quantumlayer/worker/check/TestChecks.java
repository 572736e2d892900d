package io.quantumlayer.worker.check;

import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.SandboxRunner;
import io.quantumlayer.worker.sandbox.Sandboxes;
import io.quantumlayer.worker.sandbox.TestSandboxes;

/** The checks put together as the application does it. */
public final class TestChecks {

    private TestChecks() {}

    /** Checks on the first back end that works. */
    public static ProjectChecks on(String... backends) {
        SandboxProperties properties = TestSandboxes.properties(backends);
        return on(TestSandboxes.sandboxes(properties), properties);
    }

    static ProjectChecks on(Sandboxes sandboxes, SandboxProperties properties) {
        SandboxRunner runner = TestSandboxes.runner(properties);
        return new ProjectChecks(
                sandboxes, runner, properties, new ToolchainCaches(runner, properties), TestSandboxes.toolchains());
    }
}
