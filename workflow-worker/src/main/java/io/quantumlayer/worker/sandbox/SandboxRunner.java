package io.quantumlayer.worker.sandbox;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.springframework.stereotype.Component;

/** Runs commands in a sandbox, one process tree each, and makes sure that no process of it is left. */
@Component
final class SandboxRunner {

    private static final int FIRST_UID = 60_600;
    private static final int UIDS = 400;
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration READ_OUT = Duration.ofSeconds(2);

    private final AtomicInteger nextUid = new AtomicInteger();
    private final SandboxProperties properties;
    private final Staging staging;

    SandboxRunner(SandboxProperties properties, Staging staging) {
        this.properties = properties;
        this.staging = staging;
    }

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException if the sandbox itself cannot be started
     */
    Execution run(Sandbox sandbox, Command command, Cancellation cancellation) {
        int uid = FIRST_UID + Math.floorMod(nextUid.getAndIncrement(), UIDS);
        CompletableFuture<Execution> ended = new CompletableFuture<>();
        // A platform thread of its own: the sandbox is tied to the thread that started it, and dies with it.
        Thread.ofPlatform().name("sandbox-" + uid).daemon().start(() -> {
            try {
                ended.complete(runHere(sandbox, command, cancellation, uid));
            } catch (IOException | InterruptedException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox " + sandbox.name() + " cannot run", e.getCause());
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox ran", e);
        }
    }

    private Execution runHere(Sandbox sandbox, Command command, Cancellation cancellation, int uid)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(sandbox, command, uid);
        try {
            AtomicBoolean canceled = new AtomicBoolean();
            cancellation.onCancel(() -> {
                canceled.set(true);
                kill(process);
            });
            OutputBuffer output = new OutputBuffer((int) properties.output().toBytes());
            Thread reader = Thread.ofPlatform().daemon().start(() -> output.drain(process.getInputStream()));
            Thread.ofPlatform().daemon().start(() -> sendProject(command, process));
            Execution.Ending ending = supervise(process, command, output);
            kill(process);
            int exitCode = process.waitFor();
            reader.join(READ_OUT);
            return execution(
                    sandbox,
                    canceled.get() ? Execution.Ending.CANCELED : ending,
                    exitCode,
                    output.text(),
                    Duration.ofNanos(System.nanoTime() - start));
        } finally {
            kill(process);
        }
    }

    private Process start(Sandbox sandbox, Command command, int uid) throws IOException {
        Path cache = command.cache() == null ? null : staging.reachable(command.cache());
        List<String> inner = sandbox.commandLine(command, cache);
        List<String> line = new ArrayList<>(staging.prefix(uid));
        line.addAll(inner);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        return builder.start();
    }

    private Execution.Ending supervise(Process process, Command command, OutputBuffer output)
            throws InterruptedException {
        long deadline = System.nanoTime() + command.timeout().toNanos();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - deadline > 0) {
                return Execution.Ending.TIMED_OUT;
            }
            if (output.flooded()) {
                return Execution.Ending.OUTPUT;
            }
            if (ProcessTree.memory(process.pid()) > properties.memory().toBytes()) {
                return Execution.Ending.MEMORY;
            }
        }
        return Execution.Ending.EXITED;
    }

    private static Execution execution(
            Sandbox sandbox, Execution.Ending ending, int exitCode, String output, Duration wall) {
        String inside = Confinement.INSIDE + "\n";
        if (output.startsWith(inside)) {
            return new Execution(ending, exitCode, output.substring(inside.length()), wall);
        }
        if (ending == Execution.Ending.EXITED) {
            throw new IllegalStateException("%s ended before the command began (exit code %d): %s"
                    .formatted(sandbox.name(), exitCode, output.strip()));
        }
        return new Execution(ending, exitCode, output, wall);
    }

    /**
     * Killing the first process of its own process namespace takes every other one with it. By its handle, because
     * {@link Process#destroyForcibly()} throws away output that was not read yet.
     */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    private static void sendProject(Command command, Process process) {
        try (OutputStream input = process.getOutputStream();
                TarArchiveOutputStream tar = new TarArchiveOutputStream(input, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (DropFile file : command.files()) {
                byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.path());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException ended) {
            // It ended before it had read the project: its exit code and output say why.
        }
    }
}
