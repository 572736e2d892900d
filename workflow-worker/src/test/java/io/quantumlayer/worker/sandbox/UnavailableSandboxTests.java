package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnavailableSandboxTests {

    private final SandboxProperties properties = TestSandboxes.properties("fake");
    private final SandboxRunner runner = TestSandboxes.runner(properties);

    @Test
    void problemOfABackEndIsTheReasonThatItGives() {
        Sandboxes sandboxes = TestSandboxes.sandboxes(properties, List.of(new FakeSandbox()), Duration.ZERO);

        assertThat(sandboxes.problems()).containsEntry("fake", "no node took the Job's pod");
    }

    @Test
    void backEndThatMayRecoverIsTriedAgain() {
        FakeSandbox sandbox = new FakeSandbox();
        Sandboxes sandboxes = new Sandboxes(List.of(sandbox), new SelfTest(runner), properties, Duration.ZERO);
        assertThat(sandboxes.available()).isEmpty();
        int tried = sandbox.starts().get();

        assertThat(sandboxes.available()).isEmpty();

        assertThat(sandbox.starts()).hasValueGreaterThan(tried);
    }

    @Test
    void backEndThatWasTriedAMomentAgoIsNotTriedAgain() {
        FakeSandbox sandbox = new FakeSandbox();
        Sandboxes sandboxes = new Sandboxes(List.of(sandbox), new SelfTest(runner), properties, Duration.ofHours(1));
        assertThat(sandboxes.available()).isEmpty();

        assertThat(sandboxes.available()).isEmpty();

        assertThat(sandbox.starts()).hasValue(1);
    }

    @Test
    void refusalOfTheSandboxItselfIsNoFailureOfTheProject() {
        Running refused = new Running() {
            @Override
            public InputStream output() {
                return new ByteArrayInputStream("the network is open\n".getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public boolean ended(Duration patience) {
                return true;
            }

            @Override
            public boolean outOfMemory() {
                return false;
            }

            @Override
            public void end() {}

            @Override
            public int exitCode() {
                return Confinement.REFUSED;
            }
        };
        Sandbox sandbox = new Sandbox() {
            @Override
            public String name() {
                return "fake";
            }

            @Override
            public Running start(Command command, Cancellation cancellation) {
                return refused;
            }
        };

        assertThat(new SelfTest(runner).problem(sandbox)).contains("the network is open");
    }
}
