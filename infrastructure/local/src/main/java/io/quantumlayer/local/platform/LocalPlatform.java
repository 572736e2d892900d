package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.servers.LogTail;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The platform of one home directory, as the commands see it: they start, use and stop it, its supervisor runs it. */
public final class LocalPlatform {

    /** Port of the gateway when nothing else is asked for. */
    public static final int DEFAULT_PORT = 30880;

    private static final Duration OTHER_COMMAND = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofSeconds(120);

    private final Home home;
    private final Launch launch;
    private final Terminal terminal;
    private final StateFile stateFile;
    private final Leases leases;

    public LocalPlatform(Home home, Path repository, Terminal terminal) {
        this.home = home;
        this.launch = new Launch(home, repository);
        this.terminal = terminal;
        this.stateFile = new StateFile(home);
        this.leases = new Leases(home);
    }

    /** What the supervisor last wrote down, if anything runs or is left over. */
    public Optional<PlatformState> state() {
        return stateFile
                .read()
                .filter(state -> state.isSupervised() || !state.leftovers().isEmpty());
    }

    /** Whether the platform goes on when nobody uses it. */
    public boolean isKept() {
        return leases.isKept();
    }

    /** Starts the platform without TLS, or keeps the one that runs. */
    PlatformState up(Optional<Integer> port) {
        return up(port, false);
    }

    /**
     * Starts the platform, or keeps the one that runs, until {@link #down()}.
     *
     * @param port of the gateway; empty for the default, or whatever it is if it runs already
     * @param tls whether the gateway has to speak it; one that runs already and does goes on doing so
     */
    public PlatformState up(Optional<Integer> port, boolean tls) {
        try (CommandLock _ = lock("ql up")) {
            Optional<PlatformState> running = running();
            if (running.isPresent()) {
                PlatformState state = running.get();
                if (port.isPresent() && port.get() != state.port()) {
                    throw new CommandFailedException(
                            ExitCode.PLATFORM,
                            "The platform already runs on port %d. Stop it first: ql down".formatted(state.port()));
                }
                if (tls && state.trusted().isEmpty()) {
                    throw new CommandFailedException(
                            ExitCode.PLATFORM, "The platform already runs without TLS. Stop it first: ql down");
                }
                leases.keep();
                return state;
            }
            endLeftovers();
            int chosen = port.orElse(DEFAULT_PORT);
            requireFree(chosen);
            if (tls) {
                // Made here, so that what fails is told; the supervisor finds it done.
                LocalCertificate.in(home.keys());
            }
            leases.keep();
            try {
                return start(chosen, tls);
            } catch (CommandFailedException e) {
                leases.keepNoLonger();
                throw e;
            }
        }
    }

    /** Uses the platform that runs, or starts one that ends with its last user. */
    public Use use() {
        try (CommandLock _ = lock("ql generate")) {
            Optional<PlatformState> running = running();
            if (running.isEmpty()) {
                endLeftovers();
            }
            Path lease = leases.take();
            try {
                PlatformState state = running.isPresent()
                        ? running.get()
                        : start(LoopbackPort.isFree(DEFAULT_PORT) ? DEFAULT_PORT : LoopbackPort.free(), false);
                return new Use(state, lease);
            } catch (CommandFailedException e) {
                leases.giveBack(lease);
                throw e;
            }
        }
    }

    /** What there was to stop. */
    public enum Stopped {
        NOTHING,
        /** No platform, only the preparation of quick starts. */
        LEARNING,
        PLATFORM
    }

    /** Stops everything. */
    public Stopped down() {
        try (CommandLock _ = lock("ql down")) {
            leases.keepNoLonger();
            Stopped ran = state().map(left -> left.phase() == Phase.LEARNING ? Stopped.LEARNING : Stopped.PLATFORM)
                    .orElse(Stopped.NOTHING);
            stateFile.read().filter(PlatformState::isSupervised).ifPresent(this::stopSupervisor);
            endLeftovers();
            return ran;
        }
    }

    private CommandLock lock(String purpose) {
        return CommandLock.acquire(
                home, purpose, OTHER_COMMAND, message -> terminal.out().println(message));
    }

    private Optional<PlatformState> running() {
        Optional<PlatformState> state = stateFile.read().filter(PlatformState::isSupervised);
        if (state.isEmpty()) {
            return state;
        }
        return switch (state.get().phase()) {
            case READY -> state;
            // Its ql was killed: the supervisor goes on, and so do we.
            case STARTING -> Optional.of(followStart(state.get().supervisor()));
            case LEARNING -> {
                stopSupervisor(state.get());
                yield Optional.empty();
            }
            case STOPPING, FAILED -> {
                awaitEnd(state.get().supervisor());
                yield Optional.empty();
            }
        };
    }

    private void requireFree(int port) {
        if (LoopbackPort.isFree(port)) {
            return;
        }
        throw new CommandFailedException(
                ExitCode.PLATFORM,
                "Port %d is in use by %s. Stop it, or use another port: ql up --port %d"
                        .formatted(port, PortOwner.describe(port), port + 1));
    }

    private PlatformState start(int port, boolean tls) {
        new StartReport(home).clear();
        ServerProcess supervisor = launch.supervisor(port, tls);
        // Ctrl-C while it starts means: do not.
        Thread abort = new Thread(() -> stop(supervisor.identity()), "abort");
        Runtime.getRuntime().addShutdownHook(abort);
        try {
            return followStart(supervisor.identity());
        } finally {
            removeHook(abort);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            Thread.currentThread().interrupt();
        }
    }

    private PlatformState followStart(ProcessIdentity supervisor) {
        StartReport report = new StartReport(home);
        StartView view = new StartView(terminal, InstantSource.system());
        while (true) {
            boolean alive = supervisor.isAlive();
            Optional<PlatformState> state =
                    stateFile.read().filter(written -> written.supervisor().equals(supervisor));
            view.show(report.news());
            if (state.isPresent() && state.get().phase() == Phase.READY) {
                return state.get();
            }
            if (!alive) {
                throw new CommandFailedException(ExitCode.PLATFORM, failure(state));
            }
            pause();
        }
    }

    private String failure(Optional<PlatformState> state) {
        return state.flatMap(written -> Optional.ofNullable(written.failure())).orElseGet(() -> {
            Path log = new LogFiles(home).of(Launch.SUPERVISOR);
            return "The supervisor ended. Its log is %s. Its last lines:%n  %s"
                    .formatted(log, String.join("\n  ", LogTail.lines(log, 10)));
        });
    }

    private void stopSupervisor(PlatformState state) {
        terminal.out()
                .println(
                        state.phase() == Phase.LEARNING
                                ? "Ending the preparation of quick starts."
                                : "Stopping the platform.");
        stop(state.supervisor());
    }

    private static void stop(ProcessIdentity supervisor) {
        ServerProcess.stop(supervisor, "TERM", STOP);
    }

    private void awaitEnd(ProcessIdentity supervisor) {
        Instant deadline = Instant.now().plus(STOP);
        while (supervisor.isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailedException(
                        ExitCode.PLATFORM,
                        "The platform has been stopping for %d s. Its supervisor is process %d, its log %s."
                                .formatted(
                                        STOP.toSeconds(), supervisor.pid(), new LogFiles(home).of(Launch.SUPERVISOR)));
            }
            pause();
        }
    }

    /** What a killed supervisor left is ended, in the same order in which it would have been. */
    private void endLeftovers() {
        List<ProcessState> left = stateFile.read().map(PlatformState::leftovers).orElse(List.of());
        if (!left.isEmpty()) {
            terminal.out()
                    .println("Ending what a killed supervisor left: "
                            + String.join(
                                    ", ", left.stream().map(ProcessState::name).toList()) + ".");
        }
        Leftovers.end(left);
        Backing.endLeftovers(home);
        stateFile.delete();
    }

    /** Lets a process that nobody waits for prepare quick starts, unless somebody is about to use the platform. */
    private void learn(PlatformState last) {
        Optional<CommandLock> lock = CommandLock.attempt(home, "ql generate");
        if (lock.isEmpty()) {
            return;
        }
        try (CommandLock _ = lock.get()) {
            if (leases.any() || stateFile.read().isPresent()) {
                return;
            }
            ProcessIdentity learner = launch.learner().identity();
            stateFile.write(new PlatformState(
                    Phase.LEARNING, null, last.port(), null, Instant.now(), learner, List.of(), last.learning()));
            terminal.out().println("Quick starts are prepared in the background; 'ql down' ends that.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.PLATFORM, "Interrupted.", e);
        }
    }

    /** The right to use the platform; it may stop once this is closed. */
    public final class Use implements AutoCloseable {

        private final PlatformState state;
        private final Path lease;

        private Use(PlatformState state, Path lease) {
            this.state = state;
            this.lease = lease;
        }

        public PlatformState state() {
            return state;
        }

        /** Gives the right back without waiting for anything. */
        public void giveBack() {
            leases.giveBack(lease);
        }

        /**
         * Gives the right back and, when nobody else needs the platform, waits until it is gone; quick starts are then
         * prepared by a process that nobody waits for.
         */
        @Override
        public void close() {
            Optional<PlatformState> last = stateFile.read();
            giveBack();
            if (!leases.any()) {
                terminal.out().println("Stopping the platform, which was started for this run.");
                awaitEnd(state.supervisor());
                last.filter(PlatformState::hasToLearn).ifPresent(LocalPlatform.this::learn);
            }
        }
    }
}
