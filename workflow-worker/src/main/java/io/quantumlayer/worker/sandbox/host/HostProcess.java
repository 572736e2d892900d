package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/** The first process of a sandbox on this machine. */
final class HostProcess implements Running {

    private final Process process;
    private final DataSize memory;

    HostProcess(Process process, byte[] project, DataSize memory) {
        this.process = process;
        this.memory = memory;
        Thread.ofPlatform().daemon().start(() -> send(project));
    }

    private void send(byte[] project) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(project);
        } catch (IOException ended) {
            // It ended before it had read the project: its exit code and output say why.
        }
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public boolean ended(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean outOfMemory() {
        return ProcessTree.memory(process.pid()) > memory.toBytes();
    }

    /**
     * Killing the first process of its own process namespace takes every other one with it. By its handle, because
     * {@link Process#destroyForcibly()} throws away output that was not read yet.
     */
    @Override
    public void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    @Override
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }
}
