package io.quantumlayer.worker.sandbox.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Execution;
import io.quantumlayer.worker.sandbox.Execution.Ending;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.SandboxUnavailableException;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cluster can do to a Job, and what is left of one. */
class KubernetesJobSandboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POD_GONE = Duration.ofSeconds(5);
    private static final Duration BRIEF = Duration.ofSeconds(3);
    private static final String MORE_THAN_ANY_NODE = "500";

    /** A namespace with the rights and without the limits. */
    private static final String TRIAL = "quantumlayer-sandbox-trial-" + Long.toHexString(System.nanoTime());

    private final SandboxProperties properties = TestSandboxes.properties("kubernetes-job");

    @BeforeAll
    static void needsACluster() {
        assumeThat(TestCluster.absence()).as("a cluster for Jobs").isEmpty();
        TestCluster.createLike(TRIAL);
    }

    @AfterAll
    static void deleteTrial() {
        if (TestCluster.absence().isEmpty()) {
            TestCluster.admin().namespaces().withName(TRIAL).delete();
        }
    }

    @Test
    void nothingIsLeftOfACommandThatEnded() {
        KubernetesSandboxProperties settings = TestCluster.settings();

        Execution execution = run(settings, "echo done", new Cancellation());

        assertThat(execution.output()).isEqualTo("done\n");
        await().atMost(POD_GONE).until(() -> TestCluster.pods(settings).isEmpty());
        assertThat(TestCluster.jobs(settings)).isEmpty();
    }

    @Test
    void cancellationLeavesNoPodAfterFiveSeconds() throws Exception {
        KubernetesSandboxProperties settings = TestCluster.settings();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Execution> running =
                CompletableFuture.supplyAsync(() -> run(settings, "trap '' TERM; sleep 600", cancellation));
        await().atMost(PATIENCE).until(() -> TestCluster.pods(settings).stream().anyMatch(PodState::runs));
        Thread.sleep(1500);

        cancellation.cancel();

        await().atMost(POD_GONE).until(() -> TestCluster.pods(settings).isEmpty());
        assertThat(running.get(5, TimeUnit.SECONDS).ending()).isEqualTo(Ending.CANCELED);
    }

    @Test
    void cancellationReachesAJobThatWaitsForANode() throws Exception {
        KubernetesSandboxProperties settings =
                TestCluster.settings(TRIAL, TestCluster.IMAGE, PATIENCE, MORE_THAN_ANY_NODE);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Execution> running =
                CompletableFuture.supplyAsync(() -> run(settings, "echo never", cancellation));
        await().atMost(PATIENCE).until(() -> !TestCluster.jobs(settings).isEmpty());

        cancellation.cancel();

        assertThat(running.get(2, TimeUnit.SECONDS).ending()).isEqualTo(Ending.CANCELED);
        await().atMost(POD_GONE).until(() -> TestCluster.jobs(settings).isEmpty());
    }

    @Test
    void jobsOfAPredecessorOfTheSameNameAreDeleted() {
        KubernetesSandboxProperties settings = TestCluster.settings();
        Job left = new SandboxCluster(TestCluster.verifier(), settings.namespace())
                .create(new SandboxJob(properties, settings).of(Duration.ofMinutes(1), 600_000))
                .orElseThrow();

        run(settings, "echo done", new Cancellation());

        assertThat(TestCluster.jobs(settings))
                .extracting(job -> job.getMetadata().getName())
                .doesNotContain(left.getMetadata().getName());
    }

    /** Lost to who had it made: to a worker that was killed, or with the API server's answer. */
    @Test
    void jobThatNobodyEntersGivesItsPlaceBack() {
        KubernetesSandboxProperties settings = TestCluster.settings();
        Job lost = new SandboxCluster(TestCluster.verifier(), settings.namespace())
                .create(new SandboxJob(properties, settings).of(Duration.ofHours(1), 600_000))
                .orElseThrow();

        await().atMost(Duration.ofMinutes(4))
                .until(() -> TestCluster.jobs(settings).stream()
                        .map(job -> job.getMetadata().getName())
                        .noneMatch(lost.getMetadata().getName()::equals));
    }

    @Test
    void commandThatEndsItsOwnPodHasFailed() {
        Execution execution = run(TestCluster.settings(), "kill -TERM 1; sleep 20", new Cancellation());

        assertThat(execution.ending()).isEqualTo(Ending.EXITED);
        assertThat(execution.succeeded()).isFalse();
    }

    @Test
    void imageThatIsMissingIsNamed() {
        assertUnavailable(
                TestCluster.settings(TestCluster.NAMESPACE, "quantumlayer/no-such-image:9", PATIENCE, "50m"),
                "quantumlayer/no-such-image:9",
                "Pull",
                "build.sh");
    }

    @Test
    void jobThatNoNodeTakesGivesTheReasonOfTheScheduler() {
        assertUnavailable(
                TestCluster.settings(TRIAL, TestCluster.IMAGE, BRIEF, MORE_THAN_ANY_NODE),
                "Unschedulable",
                "Insufficient cpu",
                "cpu-request");
    }

    @Test
    void quotaThatIsUsedUpIsNamed() {
        TestCluster.inQuota(
                TRIAL,
                Map.of("count/jobs.batch", "0"),
                () -> assertUnavailable(
                        TestCluster.settings(TRIAL, TestCluster.IMAGE, BRIEF, "50m"),
                        "quota on Jobs",
                        TRIAL,
                        "kubectl describe quota"));
        TestCluster.inQuota(
                TRIAL,
                Map.of("pods", "0"),
                () -> assertUnavailable(
                        TestCluster.settings(TRIAL, TestCluster.IMAGE, BRIEF, "50m"),
                        "got no pod",
                        "ResourceQuota",
                        TRIAL));
    }

    @Test
    void refusalOfTheApiServerIsNamedWithTheRemedy() {
        assertUnavailable(
                TestCluster.settings("default", TestCluster.IMAGE, BRIEF, "50m"),
                "system:serviceaccount:temporal:workflow-verifier",
                "sandbox.yaml");
    }

    @Test
    void openNetworkIsFoundBeforeTheCommandBegins() {
        assertUnavailable(
                TestCluster.settings(TRIAL, TestCluster.IMAGE, PATIENCE, "50m"),
                "the network is open",
                "NetworkPolicy");
    }

    private void assertUnavailable(KubernetesSandboxProperties settings, String... reasons) {
        assertThatThrownBy(() -> run(settings, "echo inside", new Cancellation()))
                .isInstanceOf(SandboxUnavailableException.class)
                .hasMessageContainingAll(reasons);
        await().atMost(POD_GONE.multipliedBy(2))
                .until(() -> TestCluster.jobs(settings).isEmpty());
    }

    private Execution run(KubernetesSandboxProperties settings, String shell, Cancellation cancellation) {
        return TestSandboxes.runner(properties)
                .run(
                        TestCluster.sandbox(properties, settings),
                        new Command(shell, List.of(), Map.of(), null, false, PATIENCE),
                        cancellation);
    }
}
