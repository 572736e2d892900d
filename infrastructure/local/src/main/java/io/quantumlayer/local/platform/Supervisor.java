package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.servers.LogTail;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.ServerStartException;
import io.quantumlayer.servers.ToolUnavailableException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Owns the servers and services of one home directory: starts them, starts again what ends by itself, stops them in
 * order when it gets a SIGTERM or nobody needs the platform any longer. While no run goes on it prepares quick starts.
 */
public final class Supervisor {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    private static final Duration RENEW_EVERY = Duration.ofHours(1);
    private static final Duration LAUNCH = Duration.ofSeconds(30);
    private static final Duration SERVICE_STOP = Duration.ofSeconds(30);

    private final Home home;
    private final Path repository;
    private final int port;
    private final Optional<LocalCertificate> certificate;
    private final Fleet fleet;
    private final Learning learning;
    private final StateFile stateFile;
    private final StartReport report;
    private final Leases leases;
    private final PrintStream log;
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final ProcessIdentity self = ProcessIdentity.current();

    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable String failure;
    private volatile boolean stopped;

    /** @param tls whether the gateway speaks it */
    public Supervisor(Home home, Path repository, int port, boolean tls, PrintStream log) {
        this.home = home;
        this.repository = repository;
        this.port = port;
        this.log = log;
        this.stateFile = new StateFile(home);
        this.report = new StartReport(home);
        this.leases = new Leases(home);
        this.certificate = tls ? Optional.of(LocalCertificate.in(home.keys())) : Optional.empty();
        this.fleet = new Fleet(home, repository, port, certificate, report, this::writeState);
        this.learning = new Learning(new Training(home)::of, this::say, this::writeState);
    }

    /** Runs until the platform is to stop. */
    public ExitCode run() {
        stopWhenAsked();
        say("starting in " + home.root());
        writeState();
        try {
            fleet.start();
            learning.teach(trainees());
            phase = Phase.READY;
            writeState();
            say("ready on port " + port);
            learning.startInQuietMoments(() -> leases.inUse() || fleet.hasActiveRuns());
            watch();
            return ExitCode.COMPLETE;
        } catch (ServerStartException | CommandFailedException | ToolUnavailableException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException askedToStop) {
            return ExitCode.PLATFORM;
        } catch (RuntimeException e) {
            e.printStackTrace(log);
            return failed("%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()));
        }
    }

    /** Prepares quick starts, serving nobody, and ends by itself or as soon as anybody starts or stops the platform. */
    public ExitCode learn() {
        if (!isLauncherDone()) {
            return ExitCode.COMPLETE;
        }
        phase = Phase.LEARNING;
        stopWhenAsked();
        say("preparing quick starts in " + home.root());
        try {
            fleet.startServers();
            learning.teach(trainees());
            writeState();
            learning.untilNothingIsLeft();
        } catch (ServerStartException | CommandFailedException | ToolUnavailableException | UncheckedIOException e) {
            say("cannot prepare quick starts: " + e.getMessage());
        } catch (InterruptedException askedToStop) {
            return ExitCode.COMPLETE;
        }
        stop();
        return ExitCode.COMPLETE;
    }

    private List<Trainee> trainees() {
        return Stream.concat(new Launch(home, repository).trainee().stream(), fleet.trainees().stream())
                .toList();
    }

    // Nobody else interrupts the runner: whoever is interrupted leaves the rest to this hook.
    private void stopWhenAsked() {
        Thread runner = Thread.currentThread();
        Thread stopper = new Thread(
                () -> {
                    runner.interrupt();
                    stop();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
    }

    // Whoever launched this holds the lock until the state says so; whoever starts or stops the platform reads the
    // state.
    private boolean isLauncherDone() {
        try (CommandLock _ = CommandLock.acquire(home, "the preparation of quick starts", LAUNCH, _ -> {})) {
            return stateFile
                    .read()
                    .filter(state -> state.supervisor().equals(self))
                    .isPresent();
        }
    }

    private ExitCode failed(String reason) {
        if (stopped) {
            return ExitCode.PLATFORM;
        }
        failure = reason;
        say("cannot start: " + reason);
        stop();
        return ExitCode.PLATFORM;
    }

    private void watch() throws InterruptedException {
        Instant asked = Instant.now();
        Instant renewed = Instant.now();
        while (!stopped && !(isUnused() && agreedToStop())) {
            boolean changed = false;
            for (Supervised process : fleet.processes()) {
                changed |= revive(process);
            }
            if (Duration.between(asked, Instant.now()).compareTo(ASK_EVERY) >= 0) {
                asked = Instant.now();
                changed |= fleet.askWhetherReady();
            }
            if (certificate.isPresent()
                    && Duration.between(renewed, Instant.now()).compareTo(RENEW_EVERY) >= 0) {
                renewed = Instant.now();
                renew();
            }
            if (changed && !stopped) {
                writeState();
            }
            Thread.sleep(LOOK_EVERY);
        }
        stop();
    }

    // The gateway reads its files again when they change.
    private void renew() {
        try {
            LocalCertificate.in(home.keys());
        } catch (CommandFailedException e) {
            say("cannot renew the gateway's certificate: " + e.getMessage());
        }
    }

    private boolean isUnused() {
        return !leases.any();
    }

    // A ql that is about to use the platform holds the lock: whoever comes first is seen by the other.
    private boolean agreedToStop() {
        Optional<CommandLock> lock = CommandLock.attempt(home, "the supervisor, which stops the platform");
        if (lock.isEmpty()) {
            return false;
        }
        try (CommandLock _ = lock.get()) {
            if (leases.any()) {
                return false;
            }
            phase = Phase.STOPPING;
            writeState();
            say("nobody uses the platform any longer");
            return true;
        }
    }

    private boolean revive(Supervised process) {
        Instant now = Instant.now();
        if (process.isRunning() && !process.isAlive()) {
            Duration pause = process.ended(now);
            say("%s ended by itself; it is started again in %d s. Its last lines:%n  %s"
                    .formatted(
                            process.name(), pause.toSeconds(), String.join("\n  ", LogTail.lines(process.log(), 5))));
            return true;
        }
        if (!process.isDue(now)) {
            return false;
        }
        try {
            process.start();
            say("%s is started again".formatted(process.name()));
        } catch (ServerStartException | UncheckedIOException e) {
            Duration pause = process.ended(Instant.now());
            say("%s could not be started, next attempt in %d s: %s"
                    .formatted(process.name(), pause.toSeconds(), e.getMessage()));
        }
        return true;
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        phase = Phase.STOPPING;
        writeState();
        say("stopping");
        learning.close();
        fleet.stop(SERVICE_STOP);
        if (failure == null) {
            stateFile.delete();
        } else {
            phase = Phase.FAILED;
            writeState();
        }
        say("stopped");
    }

    // Under one lock, so that an older state never comes after a newer one.
    private void writeState() {
        synchronized (stateFile) {
            stateFile.write(state());
        }
    }

    private PlatformState state() {
        return new PlatformState(
                phase,
                failure,
                port,
                certificate.map(files -> files.authority().toString()).orElse(null),
                startedAt,
                self,
                fleet.processes().stream().map(Supervised::state).toList(),
                learning.state().orElse(null));
    }

    private void say(String message) {
        log.printf("%s %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS), message);
    }
}
