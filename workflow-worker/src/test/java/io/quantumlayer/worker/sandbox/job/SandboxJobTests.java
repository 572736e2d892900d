package io.quantumlayer.worker.sandbox.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class SandboxJobTests {

    private final SandboxProperties properties =
            TestSandboxes.tight(DataSize.ofMegabytes(1024), DataSize.ofMegabytes(256), 100);
    private final Job job =
            new SandboxJob(properties, settings("verifier-7c9f-x2x", null)).of(Duration.ofMinutes(5), 600_123);
    private final PodSpec pod = job.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    @Test
    void podIsRestricted() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(600_123L);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getPrivileged()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getShareProcessNamespace()).isNull();
    }

    @Test
    void podHasNoRightsAndIsToldNoNames() {
        assertThat(pod.getServiceAccountName()).isEqualTo("sandbox");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getDnsPolicy()).isEqualTo("None");
        assertThat(pod.getDnsConfig().getNameservers()).containsExactly("127.0.0.1");
        assertThat(container.getEnv()).isEmpty();
        assertThat(container.getEnvFrom()).isEmpty();
        assertThat(container.getCommand()).startsWith("env", "-i");
    }

    @Test
    void onlyMemoryCanBeWrittenTo() {
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getMountPath())
                .containsExactly("/project", "/tmp", "/dev/shm");
        assertThat(pod.getVolumes()).hasSize(3).allSatisfy(volume -> {
            assertThat(volume.getEmptyDir().getMedium()).isEqualTo("Memory");
            assertThat(volume.getEmptyDir().getSizeLimit()).isEqualTo(bytes(256));
        });
        assertThat(container.getTerminationMessagePath()).startsWith("/sealed/");
        assertThat(container.getResources().getLimits()).containsKey("ephemeral-storage");
    }

    @Test
    void memoryHoldsTheProcessesAndThreeFullPlaces() {
        assertThat(container.getResources().getLimits()).containsEntry("memory", bytes(1024 + 3 * 256));
        assertThat(container.getResources().getRequests()).containsEntry("memory", bytes(64));
        assertThat(container.getResources().getLimits()).containsEntry("cpu", new Quantity("2"));
        assertThat(container.getResources().getRequests()).containsEntry("cpu", new Quantity("50m"));
    }

    @Test
    void jobEndsByItselfAndIsTriedOnce() {
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        // 60 s to be scheduled, 60 s to start, the command's 300 s, and 30 s of slack.
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(450L);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(60);
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(1L);
    }

    @Test
    void podThatNobodyEntersEndsByItself(@TempDir Path folder) throws Exception {
        Process pod = keeper(folder.resolve("entered"));

        assertThat(pod.waitFor()).isZero();
    }

    @Test
    void podThatWasEnteredWaitsForItsEnd(@TempDir Path folder) throws Exception {
        Process pod = keeper(Files.createFile(folder.resolve("entered")));
        await().until(() -> pod.descendants()
                .anyMatch(child -> child.info().commandLine().orElse("").endsWith("sleep 3600")));

        pod.destroy();

        assertThat(pod.waitFor()).isZero();
    }

    @Test
    void whoeverEntersLeavesWhatTheFirstProcessLooksFor() throws IOException {
        assertThat(container.getCommand())
                .containsExactly(
                        "env", "-i", "bash", "-c", SandboxJob.keeper(Duration.ofSeconds(60), SandboxJob.ENTERED));
        try (InputStream script = getClass().getResourceAsStream("/sandbox/job.sh")) {
            assertThat(new String(script.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\n: >" + SandboxJob.ENTERED + "\n");
        }
    }

    private static Process keeper(Path entered) throws IOException {
        return new ProcessBuilder("bash", "-c", SandboxJob.keeper(Duration.ofSeconds(1), entered.toString())).start();
    }

    @Test
    void jobAndPodAreFoundByTheirWorker() {
        assertThat(job.getMetadata().getLabels())
                .containsEntry("app", "sandbox")
                .containsEntry("quantumlayer.io/worker", "verifier-7c9f-x2x");
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(job.getMetadata().getLabels())
                .containsEntry("sidecar.istio.io/inject", "false");
        assertThat(new SandboxJob(properties, settings("-a_b." + "c".repeat(80), null)).labels())
                .extractingByKey("quantumlayer.io/worker")
                .asString()
                .matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");
    }

    @Test
    void runtimeClassIsThatOfTheSettings() {
        assertThat(pod.getRuntimeClassName()).isNull();
        assertThat(new SandboxJob(properties, settings("verifier", "gvisor"))
                        .of(Duration.ofMinutes(1), 600_000)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getRuntimeClassName())
                .isEqualTo("gvisor");
    }

    private static Quantity bytes(long megabytes) {
        return new Quantity(Long.toString(megabytes * 1024 * 1024));
    }

    private static KubernetesSandboxProperties settings(String worker, String runtimeClass) {
        return new KubernetesSandboxProperties(
                "quantumlayer-sandbox",
                "quantumlayer/sandbox:1.0.0",
                runtimeClass,
                worker,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                "50m",
                "2",
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(60));
    }
}
