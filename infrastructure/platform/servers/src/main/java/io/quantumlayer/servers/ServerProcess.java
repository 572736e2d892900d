package io.quantumlayer.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server in a process group of its own, its output in a log file. */
public final class ServerProcess {

    /**
     * Ends the server when the owner's end of the pipe closes, which the kernel does even for an owner killed with -9.
     * Arguments: process id, first signal.
     */
    private static final String WATCH = """
            read -r _
            kill -"$2" "$1" 2>/dev/null || exit 0
            i=0
            while kill -0 "$1" 2>/dev/null && [ $i -lt 50 ]; do sleep 0.2; i=$((i + 1)); done
            kill -KILL "$1" 2>/dev/null
            """;

    // A collected Process closes its pipe, and with it the server would end.
    private static final Set<Process> WATCHES = ConcurrentHashMap.newKeySet();

    private final ProcessIdentity identity;
    private final Process process;
    private final @Nullable Process watch;

    private ServerProcess(ProcessIdentity identity, Process process, @Nullable Process watch) {
        this.identity = identity;
        this.process = process;
        this.watch = watch;
    }

    /**
     * Starts a server.
     *
     * @param command program and arguments
     * @param environment the whole environment of the server
     * @param log file to which standard output and error are appended
     * @param stopSignal name of the signal that ends the server in order, such as {@code TERM}
     * @throws ServerStartException when the program cannot be started
     */
    public static ServerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            Lifetime lifetime,
            String stopSignal) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(inOwnSession(command))
                    .directory(directory.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            ProcessIdentity identity = ProcessIdentity.of(process.pid())
                    .orElseThrow(() -> new ServerStartException(
                            "%s ended at once. Its log is %s.%s".formatted(command.getFirst(), log, LogTail.of(log))));
            Process watch = lifetime == Lifetime.OWNED ? watch(process.pid(), stopSignal) : null;
            return new ServerProcess(identity, process, watch);
        } catch (IOException e) {
            throw new ServerStartException("Cannot start %s: %s".formatted(command.getFirst(), e.getMessage()), e);
        }
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Sends the signal, waits, and kills the server when the time is over. */
    public void stop(String signal, Duration patience) {
        if (watch != null) {
            watch.destroyForcibly();
            WATCHES.remove(watch);
        }
        stop(identity, signal, patience);
    }

    /** Ends a process found by its identity; does nothing when it is gone already. */
    public static void stop(ProcessIdentity identity, String signal, Duration patience) {
        identity.handle().ifPresent(process -> {
            send(signal, process);
            if (!ended(process, patience)) {
                process.destroyForcibly();
                ended(process, Duration.ofSeconds(10));
            }
        });
    }

    /** Completes when the server has ended. */
    public CompletableFuture<ProcessHandle> onExit() {
        return process.toHandle().onExit();
    }

    /** Waits until the server has ended and returns its exit code, 128 and the number for a signal. */
    public int exitValue() throws InterruptedException {
        return process.waitFor();
    }

    private static void send(String signal, ProcessHandle process) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + process.pid() + ".", e);
        }
    }

    private static Process watch(long pid, String signal) throws IOException {
        Process watch = new ProcessBuilder(inOwnSession(List.of("sh", "-c", WATCH, "watch", "" + pid, signal)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        WATCHES.add(watch);
        return watch;
    }

    /** A terminal's Ctrl-C must not reach a server before its owner has decided what to do. */
    private static List<String> inOwnSession(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        if (Programs.find("setsid").isPresent()) {
            wrapped.add("setsid");
        } else {
            wrapped.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV"));
        }
        wrapped.addAll(command);
        return wrapped;
    }
}
