package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.quantumlayer.worker.sandbox.SandboxUnavailableException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few things that the worker may do in the namespace of the Jobs; what is refused is said with its remedy. */
final class SandboxCluster {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxCluster.class);
    private static final int UNPROCESSABLE = 422;
    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";

    private final KubernetesClient client;
    private final String namespace;

    SandboxCluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Creates a Job; empty while the quota on Jobs is used up.
     *
     * @throws SandboxUnavailableException if it is refused for another reason
     */
    Optional<Job> create(Job job) {
        return asked("create a Job", () -> {
            try {
                return Optional.of(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .resource(job)
                        .create());
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                        && String.valueOf(e.getMessage()).contains("exceeded quota")) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The pod of a Job, once there is one. */
    Optional<PodState> pod(Job job) {
        return asked(
                "list pods",
                () -> client
                        .pods()
                        .inNamespace(namespace)
                        .withLabel(JOB_LABEL, job.getMetadata().getName())
                        .list()
                        .getItems()
                        .stream()
                        .findFirst()
                        .map(PodState::new));
    }

    /** Runs a command beside a pod's first process; it has standard input. */
    ExecWatch exec(PodState state, String... command) {
        return asked(
                "run a command in a pod",
                () -> pod(state.pod())
                        .inContainer(SandboxJob.CONTAINER)
                        .redirectingInput()
                        .redirectingOutput()
                        .exec(command));
    }

    /** What a pod's first process has printed. */
    String log(PodState state) {
        return asked("read a pod's log", () -> pod(state.pod()).tailingLines(5).getLog());
    }

    /** Deletes a Job with its pod; the time to live takes what is left of one that cannot be deleted. */
    void delete(Job job) {
        try {
            client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withName(job.getMetadata().getName())
                    .withGracePeriod(0)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        } catch (KubernetesClientException e) {
            LOG.warn("The Job {} cannot be deleted now", job.getMetadata().getName(), e);
        }
    }

    /** Deletes every Job with these labels. */
    void deleteAll(Map<String, String> labels) {
        asked(
                        "list Jobs",
                        () -> client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list()
                                .getItems())
                .forEach(this::delete);
    }

    private PodResource pod(Pod pod) {
        return client.pods().inNamespace(namespace).withName(pod.getMetadata().getName());
    }

    private <T> T asked(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            String said = "the worker cannot %s in the namespace %s: %s".formatted(what, namespace, message(e));
            throw remedy(e.getCode())
                    .<RuntimeException>map(remedy -> new SandboxUnavailableException(said + "; " + remedy))
                    .orElseGet(() -> new IllegalStateException(said, e));
        }
    }

    private static String message(KubernetesClientException e) {
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause + "; is the API server up, and does the verifier's NetworkPolicy let it through?";
    }

    /** What an operator has to do; empty for what may pass by itself, so that the work is tried again. */
    private static Optional<String> remedy(int code) {
        return switch (code) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND ->
                Optional.of(
                        "apply infrastructure/kubernetes/sandbox.yaml, whose Role the verifier's ServiceAccount needs");
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                Optional.of("the verifier's pod needs a mounted token: automountServiceAccountToken");
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
                Optional.of("look at quantumlayer.sandbox.kubernetes.*, from which the Job is made");
            default -> Optional.empty();
        };
    }
}
