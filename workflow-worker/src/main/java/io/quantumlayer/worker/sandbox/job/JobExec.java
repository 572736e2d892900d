package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.quantumlayer.worker.sandbox.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command that runs in a Job's pod; its standard input stays open, because the end of that ends the pod. */
final class JobExec implements Running {

    /** What a shell says of a process that was killed. */
    private static final int KILLED = 137;

    private static final int UNKNOWN = -1;
    private static final Duration POD_PATIENCE = Duration.ofSeconds(5);
    private static final Duration KILLED_PATIENCE = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 100;

    private final SandboxCluster cluster;
    private final Job job;
    private final ExecWatch exec;
    private final AtomicBoolean over = new AtomicBoolean();

    JobExec(SandboxCluster cluster, Job job, ExecWatch exec, byte[] project) {
        this.cluster = cluster;
        this.job = job;
        this.exec = exec;
        Thread.ofVirtual().start(() -> send(project));
    }

    private void send(byte[] project) {
        try {
            OutputStream input = exec.getInput();
            input.write(project);
            input.flush();
        } catch (IOException | RuntimeException gone) {
            // It ended before it had read the project: its exit code and output say why.
        }
    }

    @Override
    public InputStream output() {
        return exec.getOutput();
    }

    @Override
    public boolean ended(Duration patience) throws InterruptedException {
        try {
            exec.exitCode().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException lost) {
            // The connection broke; what the pod says of it is asked next.
        }
        return true;
    }

    /**
     * The kernel counts; the container's end says whether it had to step in.
     *
     * @throws IOException if the connection was lost while the container went on, or Kubernetes took the pod away
     */
    @Override
    public boolean outOfMemory() throws IOException, InterruptedException {
        int code = exitCode();
        if (over.get() || !exec.exitCode().isDone() || (code != KILLED && code != UNKNOWN)) {
            return false;
        }
        Optional<PodState> pod = podAtItsEnd(code == KILLED ? KILLED_PATIENCE : POD_PATIENCE);
        if (code == UNKNOWN
                && !over.get()
                && pod.filter(PodState::isOver)
                        .filter(state -> !state.isTakenAway())
                        .isEmpty()) {
            throw new IOException("the connection to the Job %s was lost while its command ran%s"
                    .formatted(
                            job.getMetadata().getName(),
                            pod.map(PodState::takenAway).orElse("; its pod is gone")));
        }
        return pod.filter(PodState::isOutOfMemory).isPresent();
    }

    private Optional<PodState> podAtItsEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<PodState> pod = cluster.pod(job);
            if (pod.isEmpty() || pod.get().isOver() || over.get() || System.nanoTime() - deadline > 0) {
                return pod;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** The end of the connection ends the pod at once, whatever becomes of the request to delete it. */
    @Override
    public void end() {
        if (!over.getAndSet(true)) {
            exec.close();
            cluster.delete(job);
        }
    }

    @Override
    public int exitCode() {
        if (!exec.exitCode().isDone() || exec.exitCode().isCompletedExceptionally()) {
            return UNKNOWN;
        }
        Integer code = exec.exitCode().getNow(UNKNOWN);
        return code == null ? UNKNOWN : code;
    }
}
