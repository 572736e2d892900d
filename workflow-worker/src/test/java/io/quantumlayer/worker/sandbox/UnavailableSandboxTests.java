package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.sandbox.CheckResult.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class UnavailableSandboxTests {

    private final SandboxProperties properties = TestSandboxes.properties("fake");
    private final SandboxRunner runner = TestSandboxes.runner(properties);

    @Test
    void checkThatFindsNoNodeIsNotRunWithTheReason() {
        FakeSandbox sandbox = new FakeSandbox();
        Sandboxes sandboxes = new Sandboxes(List.of(sandbox), new SelfTest(runner), properties, Duration.ZERO);
        assertThat(sandboxes.problems()).containsEntry("fake", "no node took the Job's pod");

        CheckResult result = checks(sandboxes)
                .build(new LanguageProfiles().find("python").orElseThrow(), List.of(), new Cancellation());

        assertThat(result.status()).isEqualTo(Status.NOT_RUN);
        assertThat(result.reason()).contains("no node took the Job's pod");
    }

    @Test
    void backEndThatMayRecoverIsTriedAgain() {
        FakeSandbox sandbox = new FakeSandbox();
        Sandboxes sandboxes = new Sandboxes(List.of(sandbox), new SelfTest(runner), properties, Duration.ZERO);
        assertThat(sandboxes.available()).isEmpty();
        int tried = sandbox.starts.get();

        assertThat(sandboxes.available()).isEmpty();

        assertThat(sandbox.starts).hasValueGreaterThan(tried);
    }

    @Test
    void backEndThatWasTriedAMomentAgoIsNotTriedAgain() {
        FakeSandbox sandbox = new FakeSandbox();
        Sandboxes sandboxes = new Sandboxes(List.of(sandbox), new SelfTest(runner), properties, Duration.ofHours(1));
        assertThat(sandboxes.available()).isEmpty();

        assertThat(sandboxes.available()).isEmpty();

        assertThat(sandbox.starts).hasValue(1);
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

    @Test
    void clientOfKubernetesComesIntoBeingOnlyWhereItIsWanted() {
        ApplicationContextRunner context = new ApplicationContextRunner()
                .withUserConfiguration(KubernetesSandboxConfiguration.class)
                .withPropertyValues("quantumlayer.sandbox.backends=bubblewrap,unshare");

        context.run(started -> assertThat(started).doesNotHaveBean("kubernetesClient"));
        context.withPropertyValues("quantumlayer.sandbox.backends=unshare,kubernetes-job")
                .withBean(SandboxProperties.class, () -> properties)
                .withBean(Confinement.class, () -> TestSandboxes.confinement(properties))
                .withBean(KubernetesSandboxProperties.class, TestCluster::settings)
                .withSystemProperties(
                        "kubernetes.auth.tryKubeConfig=false", "kubernetes.master=https://kubernetes.invalid")
                .run(started -> assertThat(started).hasSingleBean(KubernetesJobSandbox.class));
    }

    private ProjectChecks checks(Sandboxes sandboxes) {
        return new ProjectChecks(
                sandboxes, runner, properties, new ToolchainCaches(runner, properties), new Toolchains());
    }

    /** Finds no node, ever. */
    private static final class FakeSandbox implements Sandbox {

        private final AtomicInteger starts = new AtomicInteger();

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean mayRecover() {
            return true;
        }

        @Override
        public Running start(Command command, Cancellation cancellation) {
            starts.incrementAndGet();
            throw new SandboxUnavailableException("no node took the Job's pod");
        }
    }
}
