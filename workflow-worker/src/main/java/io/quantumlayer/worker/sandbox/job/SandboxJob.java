package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.quantumlayer.worker.sandbox.Confinement;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Job that one command runs in: a pod without rights, network, privileges or a disk, and with an end. */
final class SandboxJob {

    /** Users of which each Job is one, so that the kernel counts its processes alone; the image gives them a name. */
    static final int FIRST_UID = 600_000;

    static final int UIDS = 10_000;

    static final String CONTAINER = "sandbox";
    static final String WORKER_LABEL = "quantumlayer.io/worker";

    /** Between the time limit of the command and the end that Kubernetes makes if the worker does not. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final int LABEL_LENGTH = 63;

    /** What whoever enters the pod leaves there, as job.sh does. */
    static final String ENTERED = "/dev/shm/.entered";

    /** Whoever creates a Job enters it within a second of its start, unless it was lost to that: to a crash or the API server's. */
    private static final Duration ENTRY_PATIENCE = Duration.ofSeconds(60);

    /**
     * The first process: the kernel keeps it from everything but the signal that it waits for. It ends well, since the Job is over
     * then, and what became of the command is told elsewhere.
     *
     * @param patience after which nobody enters any more, and it ends by itself
     * @param entered file that says that somebody has
     */
    static String keeper(Duration patience, String entered) {
        return "trap 'exit 0' TERM; sleep %d & wait $!; while [ -e %s ]; do sleep 3600 & wait $!; done"
                .formatted(patience.toSeconds(), entered);
    }

    /** What can be written to, by the name of its volume. */
    private static final Map<String, String> SCRATCH = scratch();

    private final SandboxProperties properties;
    private final KubernetesSandboxProperties kubernetes;

    SandboxJob(SandboxProperties properties, KubernetesSandboxProperties kubernetes) {
        this.properties = properties;
        this.kubernetes = kubernetes;
    }

    private static Map<String, String> scratch() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("project", Confinement.PROJECT);
        places.put("tmp", "/tmp");
        places.put("shm", "/dev/shm");
        return places;
    }

    /** What tells the Jobs of this worker from those of others. */
    Map<String, String> labels() {
        String worker = kubernetes.worker().replaceAll("[^A-Za-z0-9.-]", "-");
        String cut = worker.substring(0, Math.min(LABEL_LENGTH, worker.length()));
        return Map.of("app", "sandbox", WORKER_LABEL, cut.replaceAll("^[.-]+|[.-]+$", ""));
    }

    Job of(Duration timeout, int uid) {
        Duration deadline = kubernetes
                .schedulingPatience()
                .plus(kubernetes.startPatience())
                .plus(timeout)
                .plus(SLACK);
        return new JobBuilder()
                .withNewMetadata()
                .withGenerateName("check-")
                .withNamespace(kubernetes.namespace())
                .withLabels(labels())
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withCompletions(1)
                .withParallelism(1)
                .withPodReplacementPolicy("Failed")
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withTtlSecondsAfterFinished((int) kubernetes.ttl().toSeconds())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels())
                .addToLabels("sidecar.istio.io/inject", "false")
                .addToAnnotations("sidecar.istio.io/inject", "false")
                .endMetadata()
                .withSpec(pod(uid))
                .endTemplate()
                .endSpec()
                .build();
    }

    private PodSpec pod(int uid) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withServiceAccountName("sandbox")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withHostname("sandbox")
                .withTerminationGracePeriodSeconds(1L)
                .withRuntimeClassName(kubernetes.runtimeClassName())
                // Names are asked for inside the pod itself, where nobody answers.
                .withDnsPolicy("None")
                .withNewDnsConfig()
                .withNameservers("127.0.0.1")
                .addNewOption()
                .withName("attempts")
                .withValue("1")
                .endOption()
                .endDnsConfig()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser((long) uid)
                .withRunAsGroup((long) uid)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(kubernetes.image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("env", "-i", "bash", "-c", keeper(ENTRY_PATIENCE, ENTERED))
                .withWorkingDir(Confinement.PROJECT)
                // A file of the node that anybody in the pod could fill, put where the image lets nobody in.
                .withTerminationMessagePath("/sealed/message")
                .withResources(resources())
                .withNewSecurityContext()
                .withPrivileged(false)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(mounts())
                .endContainer()
                .withVolumes(volumes())
                .build();
    }

    private ResourceRequirements resources() {
        // Files in memory count as the pod's: each place may be full while the processes hold what they may.
        long memory = properties.memory().toBytes()
                + SCRATCH.size() * properties.disk().toBytes();
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(kubernetes.cpuRequest()))
                .addToRequests(
                        "memory",
                        bytes(Math.min(memory, kubernetes.memoryRequest().toBytes())))
                .addToRequests("ephemeral-storage", new Quantity("1Mi"))
                .addToLimits("cpu", new Quantity(kubernetes.cpuLimit()))
                .addToLimits("memory", bytes(memory))
                .addToLimits("ephemeral-storage", new Quantity("16Mi"))
                .build();
    }

    private List<VolumeMount> mounts() {
        return SCRATCH.entrySet().stream()
                .map(place -> new VolumeMountBuilder()
                        .withName(place.getKey())
                        .withMountPath(place.getValue())
                        .build())
                .toList();
    }

    private List<Volume> volumes() {
        EmptyDirVolumeSource memory = new EmptyDirVolumeSourceBuilder()
                .withMedium("Memory")
                .withSizeLimit(bytes(properties.disk().toBytes()))
                .build();
        return SCRATCH.keySet().stream()
                .map(name ->
                        new VolumeBuilder().withName(name).withEmptyDir(memory).build())
                .toList();
    }

    private static Quantity bytes(long bytes) {
        return new Quantity(Long.toString(bytes));
    }
}
