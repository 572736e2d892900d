package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Confinement;
import io.quantumlayer.worker.sandbox.ProjectArchive;
import io.quantumlayer.worker.sandbox.Running;
import io.quantumlayer.worker.sandbox.Sandbox;
import io.quantumlayer.worker.sandbox.SandboxUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.io.ClassPathResource;

/** A Job of its own for each command, in a namespace without a network. */
final class KubernetesJobSandbox implements Sandbox {

    private static final long LOOK_MILLIS = 100;
    private static final long QUOTA_LOOK_MILLIS = 1000;

    private final SandboxCluster cluster;
    private final SandboxJob jobs;
    private final Confinement confinement;
    private final KubernetesSandboxProperties properties;
    private final String proof;
    private final String script;
    private final AtomicBoolean swept = new AtomicBoolean();
    private final AtomicInteger nextUid =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(SandboxJob.UIDS));

    /**
     * Asks nothing of the cluster yet.
     *
     * @param proof what the self-test has to show beyond the usual
     */
    KubernetesJobSandbox(
            SandboxCluster cluster,
            SandboxJob jobs,
            Confinement confinement,
            KubernetesSandboxProperties properties,
            String proof) {
        this.cluster = cluster;
        this.jobs = jobs;
        this.confinement = confinement;
        this.properties = properties;
        this.proof = proof;
        try (InputStream text = new ClassPathResource("sandbox/job.sh").getInputStream()) {
            this.script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "kubernetes-job";
    }

    @Override
    public Optional<Path> cache(LanguageProfile profile) {
        return Optional.of(Path.of("/caches", profile.language()));
    }

    @Override
    public boolean mayRecover() {
        return true;
    }

    @Override
    public String proof() {
        return proof;
    }

    @Override
    public Running start(Command command, Cancellation cancellation) throws InterruptedException {
        if (!swept.getAndSet(true)) {
            cluster.deleteAll(jobs.labels());
        }
        int uid = SandboxJob.FIRST_UID + Math.floorMod(nextUid.getAndIncrement(), SandboxJob.UIDS);
        long start = System.nanoTime();
        Job job = created(jobs.of(command.timeout(), uid), start, cancellation);
        try {
            PodState pod = started(job, start, cancellation);
            byte[] project = ProjectArchive.of(command.files());
            return new JobExec(cluster, job, cluster.exec(pod, line(command, project.length)), project);
        } catch (InterruptedException | RuntimeException e) {
            cluster.delete(job);
            throw e;
        }
    }

    private Job created(Job wanted, long start, Cancellation cancellation) throws InterruptedException {
        while (true) {
            Optional<Job> job = cluster.create(wanted);
            if (job.isPresent()) {
                return job.get();
            }
            if (since(start) > properties.schedulingPatience().toNanos()) {
                throw new SandboxUnavailableException(
                        "the quota on Jobs in the namespace %s was used up for %d s; 'kubectl describe quota -n %s' shows by what, sandbox.yaml sets it"
                                .formatted(
                                        properties.namespace(),
                                        properties.schedulingPatience().toSeconds(),
                                        properties.namespace()));
            }
            pause(QUOTA_LOOK_MILLIS, cancellation);
        }
    }

    private PodState started(Job job, long start, Cancellation cancellation) throws InterruptedException {
        while (true) {
            Optional<PodState> pod = cluster.pod(job);
            if (pod.filter(PodState::runs).isPresent()) {
                return pod.get();
            }
            if (pod.filter(PodState::isHopeless).isPresent()) {
                throw new SandboxUnavailableException(hopeless(pod.get()));
            }
            long patience = properties.schedulingPatience().toNanos()
                    + (pod.filter(PodState::hasNode).isPresent()
                            ? properties.startPatience().toNanos()
                            : 0);
            if (since(start) > patience) {
                throw new SandboxUnavailableException(pod.map(this::late).orElseGet(this::withoutPod));
            }
            pause(LOOK_MILLIS, cancellation);
        }
    }

    private String hopeless(PodState pod) {
        return pod.isOver()
                ? "the Job's pod ended before the command began: %s; does the image %s have bash, env and sleep?"
                        .formatted(cluster.log(pod).strip(), properties.image())
                : "the Job's pod cannot start: %s; give the cluster the image %s, which infrastructure/kubernetes/sandbox/build.sh makes"
                        .formatted(pod.waiting(), properties.image());
    }

    private String late(PodState pod) {
        return pod.hasNode()
                ? "the Job's pod has a node but did not start in %d s: %s"
                        .formatted(properties.startPatience().toSeconds(), pod.waiting())
                : "no node took the Job's pod within %d s: %s; free or add capacity, or lower quantumlayer.sandbox.kubernetes.cpu-request and memory-request"
                        .formatted(properties.schedulingPatience().toSeconds(), pod.waiting());
    }

    private String withoutPod() {
        return "the Job got no pod within %d s: the ResourceQuota or LimitRange of the namespace %s does not allow one now; 'kubectl describe quota,limits -n %s' shows what is used, 'kubectl get events -n %s' what was refused"
                .formatted(
                        properties.schedulingPatience().toSeconds(),
                        properties.namespace(),
                        properties.namespace(),
                        properties.namespace());
    }

    /** The image says where its programs are; the worker's own search path is of no use there. */
    private String[] line(Command command, int size) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", script, "sandbox", Integer.toString(size)));
        line.add(command.cache() == null ? "" : command.cache().toString());
        confinement.environment(command).forEach((name, value) -> {
            if (!name.equals("PATH")) {
                line.add(name + "=" + value);
            }
        });
        line.addAll(confinement.entry(command));
        return line.toArray(String[]::new);
    }

    private static long since(long start) {
        return System.nanoTime() - start;
    }

    private static void pause(long millis, Cancellation cancellation) throws InterruptedException {
        if (cancellation.requested()) {
            throw new CancellationException();
        }
        Thread.sleep(millis);
    }
}
