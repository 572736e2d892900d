package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.Confinement;
import io.quantumlayer.worker.sandbox.Sandbox;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.util.List;

/** The back ends of this machine, put together as the application does it. */
public final class TestHostSandboxes {

    private static final Staging STAGING = new Staging();

    private TestHostSandboxes() {}

    public static List<Sandbox> all(SandboxProperties properties) {
        Confinement confinement = TestSandboxes.confinement(properties);
        VisibleFiles visible = new VisibleFiles(properties, TestSandboxes.toolchains(), STAGING);
        return List.of(
                new BubblewrapSandbox(confinement, visible, STAGING),
                new UnshareSandbox(confinement, visible, STAGING));
    }
}
