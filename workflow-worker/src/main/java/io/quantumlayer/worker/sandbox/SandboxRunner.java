package io.quantumlayer.worker.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Runs commands in a sandbox, one process tree each, and makes sure that no process of it is left. */
@Component
public final class SandboxRunner {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration READ_OUT = Duration.ofSeconds(2);

    private final SandboxProperties properties;

    SandboxRunner(SandboxProperties properties) {
        this.properties = properties;
    }

    /**
     * Runs a command to its end.
     *
     * @throws SandboxUnavailableException if nothing can be run now for a reason that an operator can remedy
     * @throws IllegalStateException if the sandbox itself cannot be started, or was lost
     */
    public Execution run(Sandbox sandbox, Command command, Cancellation cancellation) {
        CompletableFuture<Execution> ended = new CompletableFuture<>();
        // A platform thread of its own: the sandbox is tied to the thread that started it, and dies with it.
        Thread.ofPlatform().name("sandbox").daemon().start(() -> {
            try {
                ended.complete(runHere(sandbox, command, cancellation));
            } catch (IOException | InterruptedException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SandboxUnavailableException unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("the sandbox " + sandbox.name() + " cannot run", e.getCause());
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox ran", e);
        }
    }

    private Execution runHere(Sandbox sandbox, Command command, Cancellation cancellation)
            throws IOException, InterruptedException {
        Running running;
        try {
            running = sandbox.start(command, cancellation);
        } catch (CancellationException givenUp) {
            return new Execution(Execution.Ending.CANCELED, -1, "", Duration.ZERO);
        }
        long start = System.nanoTime();
        try {
            AtomicBoolean canceled = new AtomicBoolean();
            cancellation.onCancel(() -> {
                canceled.set(true);
                running.end();
            });
            OutputBuffer output = new OutputBuffer((int) properties.output().toBytes());
            Thread reader = Thread.ofPlatform().daemon().start(() -> output.drain(running.output()));
            Execution.Ending ending = supervise(running, command, output);
            running.end();
            int exitCode = running.exitCode();
            reader.join(READ_OUT);
            return execution(
                    sandbox,
                    canceled.get() ? Execution.Ending.CANCELED : ending,
                    exitCode,
                    output.text(),
                    Duration.ofNanos(System.nanoTime() - start));
        } finally {
            running.end();
        }
    }

    private static Execution.Ending supervise(Running running, Command command, OutputBuffer output)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + command.timeout().toNanos();
        while (!running.ended(LOOK)) {
            if (System.nanoTime() - deadline > 0) {
                return Execution.Ending.TIMED_OUT;
            }
            if (output.flooded()) {
                return Execution.Ending.OUTPUT;
            }
            if (running.outOfMemory()) {
                return Execution.Ending.MEMORY;
            }
        }
        return running.outOfMemory() ? Execution.Ending.MEMORY : Execution.Ending.EXITED;
    }

    private static Execution execution(
            Sandbox sandbox, Execution.Ending ending, int exitCode, String output, Duration wall) {
        String inside = Confinement.INSIDE + "\n";
        if (output.startsWith(inside)) {
            return new Execution(ending, exitCode, output.substring(inside.length()), wall);
        }
        if (ending == Execution.Ending.EXITED) {
            if (exitCode == Confinement.REFUSED) {
                throw new SandboxUnavailableException(output.strip());
            }
            throw new IllegalStateException("%s ended before the command began (exit code %d): %s"
                    .formatted(sandbox.name(), exitCode, output.strip()));
        }
        return new Execution(ending, exitCode, output, wall);
    }
}
