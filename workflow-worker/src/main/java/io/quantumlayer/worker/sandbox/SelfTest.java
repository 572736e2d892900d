package io.quantumlayer.worker.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Tries to break out of a back end before it is used: network, files, environment, processes, time. */
@Component
final class SelfTest {

    /** For what ends by itself: where packets are dropped, or the machine is busy, that takes its time and proves nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration BRIEF = Duration.ofSeconds(1);

    /** How long a command takes that is not ended. On a busy machine it takes many seconds to end a fork bomb. */
    private static final Duration ENDLESS = Duration.ofSeconds(120);

    private final SandboxRunner runner;
    private final PrivatePlaces hidden;

    @Autowired
    SelfTest(SandboxRunner runner) {
        this(runner, PrivatePlaces.ofThisUser());
    }

    SelfTest(SandboxRunner runner, PrivatePlaces hidden) {
        this.runner = runner;
        this.hidden = hidden;
    }

    /** What is wrong with the back end on this machine; empty when it holds. */
    Optional<String> problem(Sandbox sandbox) {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path outside = Files.createTempFile("outside", ".txt");
            try {
                Files.writeString(outside, "outside");
                return escapes(sandbox, listener.getLocalPort(), outside)
                        .or(() -> proof(sandbox))
                        .or(() -> limits(sandbox));
            } finally {
                Files.delete(outside);
            }
        } catch (SandboxUnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException | IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("cannot be started: " + cause.getMessage());
        }
    }

    private Optional<String> escapes(Sandbox sandbox, int port, Path outside) {
        String script = """
                set -u
                if bash -c 'exec 3<>/dev/tcp/127.0.0.1/%d' 2>/dev/null; then echo "the network is open"; exit 1; fi
                if cat %s 2>/dev/null; then echo "a file of the host can be read"; exit 1; fi
                for place in %s; do if [ -e "$place" ]; then echo "$place of the host is visible"; exit 1; fi; done
                if touch /usr/escaped 2>/dev/null; then echo "the toolchains can be written to"; exit 1; fi
                if [ "$(cat /proc/1/environ 2>/dev/null | tr '\\0' '\\n' | grep -c ^QL_)" != 0 ]; then echo "the environment is visible"; exit 1; fi
                if mount -t tmpfs none /tmp 2>/dev/null; then echo "it may mount"; exit 1; fi
                if unshare --user true 2>/dev/null; then echo "it may create user namespaces"; exit 1; fi
                if ! grep -q 127.0.0.1 /proc/net/fib_trie; then echo "servers cannot be tested: there is no loopback"; exit 1; fi
                touch here && echo holds
                """.formatted(port, outside, places());
        return said(run(sandbox, script, PATIENCE));
    }

    private Optional<String> proof(Sandbox sandbox) {
        return sandbox.proof().isEmpty()
                ? Optional.empty()
                : said(run(sandbox, sandbox.proof() + "echo holds\n", PATIENCE));
    }

    private static Optional<String> said(Execution execution) {
        String said = execution.output().strip();
        if (execution.succeeded() && said.endsWith("holds")) {
            return Optional.empty();
        }
        return Optional.of(said.isEmpty() ? "does not start here (exit code " + execution.exitCode() + ")" : said);
    }

    private Optional<String> limits(Sandbox sandbox) {
        return time(run(sandbox, "(setsid sleep %1$d &) ; sleep %1$d".formatted(ENDLESS.toSeconds()), BRIEF))
                .or(() -> memory(run(sandbox, "dd if=/dev/zero of=/dev/null count=1 bs=1T", PATIENCE)))
                .or(() -> processes(run(
                        sandbox,
                        "bash -c 'bomb() { bomb | bomb & }; bomb'; sleep %d".formatted(ENDLESS.toSeconds()),
                        BRIEF)));
    }

    static Optional<String> time(Execution sleeping) {
        return sleeping.ending() == Execution.Ending.TIMED_OUT && ended(sleeping)
                ? Optional.empty()
                : Optional.of("a command is not ended at its time limit");
    }

    static Optional<String> memory(Execution hoarding) {
        return hoarding.ending() == Execution.Ending.EXITED && !hoarding.succeeded()
                ? Optional.empty()
                : Optional.of("the limit on memory does not hold");
    }

    static Optional<String> processes(Execution forking) {
        return ended(forking) ? Optional.empty() : Optional.of("a fork bomb is not ended at its time limit");
    }

    /** How soon says more of the machine than of the back end. */
    private static boolean ended(Execution execution) {
        return execution.wall().compareTo(ENDLESS) < 0;
    }

    /** Quoted for a shell. */
    private String places() {
        return hidden.all().stream()
                .map(place -> "'" + place.toString().replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private Execution run(Sandbox sandbox, String script, Duration timeout) {
        return runner.run(sandbox, new Command(script, List.of(), Map.of(), null, false, timeout), new Cancellation());
    }
}
