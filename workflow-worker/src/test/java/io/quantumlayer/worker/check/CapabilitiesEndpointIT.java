package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.Sandboxes;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import org.junit.jupiter.api.Test;

class CapabilitiesEndpointIT {

    @Test
    void namesTheBackEndInUseAndTheToolchainsItSees() {
        CapabilitiesEndpoint.Capabilities capabilities = of("none", "unshare");

        assertThat(capabilities.sandbox()).isEqualTo("unshare");
        assertThat(capabilities.problems()).containsOnlyKeys("none");
        assertThat(capabilities.toolchains().get("python")).startsWith("Python 3");
    }

    @Test
    void withoutABackEndNoToolchainCounts() {
        CapabilitiesEndpoint.Capabilities capabilities = of("none");

        assertThat(capabilities.sandbox()).isNull();
        assertThat(capabilities.toolchains()).isEmpty();
    }

    private static CapabilitiesEndpoint.Capabilities of(String... backends) {
        SandboxProperties properties = TestSandboxes.properties(backends);
        Sandboxes sandboxes = TestSandboxes.sandboxes(properties);
        ProjectChecks checks = TestChecks.on(sandboxes, properties);
        return new CapabilitiesEndpoint(sandboxes, checks, new LanguageProfiles()).capabilities();
    }
}
