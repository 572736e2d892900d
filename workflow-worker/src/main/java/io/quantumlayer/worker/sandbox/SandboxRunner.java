package io.quantumlayer.worker.sandbox;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.springframework.stereotype.Component;

/** Runs commands in a sandbox, one process tree each, and makes sure that no process of it is left. */
@Component
final class SandboxRunner {

    private static final int FIRST_UID = 200_000;
    private static final int UIDS = 10_000;

    private final AtomicInteger nextUid = new AtomicInteger();
    private final SandboxProperties properties;

    SandboxRunner(SandboxProperties properties) {
        this.properties = properties;
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
        ProcessBuilder builder = new ProcessBuilder(sandbox.commandLine(command, uid)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        Process process = builder.start();
        AtomicReference<Execution.Ending> ending = new AtomicReference<>(Execution.Ending.EXITED);
        cancellation.onCancel(() -> end(process, ending, Execution.Ending.CANCELED));
        OutputBuffer output = new OutputBuffer((int) properties.output().toBytes());
        Thread reader = Thread.ofVirtual().start(() -> output.drain(process.getInputStream()));
        sendProject(command, process);
        if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            end(process, ending, Execution.Ending.TIMED_OUT);
        }
        int exitCode = process.waitFor();
        reader.join(Duration.ofSeconds(2));
        return new Execution(
                Objects.requireNonNull(ending.get()),
                exitCode,
                output.text(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Killing the first process of its own process namespace takes every other one with it. */
    private static void end(Process process, AtomicReference<Execution.Ending> ending, Execution.Ending how) {
        if (process.isAlive()) {
            ending.compareAndSet(Execution.Ending.EXITED, how);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
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
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
            // The sandbox ended before it had read the project: its exit code and output say why.
        }
    }
}
