package io.quantumlayer.worker.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.worker.check.CheckResult.Status;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.FakeSandbox;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnavailableChecksTests {

    @Test
    void checkThatFindsNoNodeIsNotRunWithTheReason() {
        SandboxProperties properties = TestSandboxes.properties("fake");
        ProjectChecks checks = TestChecks.on(
                TestSandboxes.sandboxes(properties, List.of(new FakeSandbox()), Duration.ZERO), properties);

        CheckResult result =
                checks.build(new LanguageProfiles().find("python").orElseThrow(), List.of(), new Cancellation());

        assertThat(result.status()).isEqualTo(Status.NOT_RUN);
        assertThat(result.reason()).contains("no node took the Job's pod");
    }
}
