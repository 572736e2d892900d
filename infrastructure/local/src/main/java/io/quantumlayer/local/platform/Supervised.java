package io.quantumlayer.local.platform;

import io.quantumlayer.local.platform.PlatformState.Condition;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process that is started again when it ends by itself, each time after a longer pause. */
final class Supervised {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    /** How long a service may take until it is ready; after that it is one that is not. */
    static final Duration START = Duration.ofMinutes(2);

    private final String name;
    private final Endpoint endpoint;
    private final Path log;
    private final @Nullable String build;
    private final String stopSignal;
    private final Condition onceStarted;
    private final Supplier<ServerProcess> starter;

    private @Nullable ServerProcess process;
    private Condition condition = Condition.STARTING;
    private int restarts;
    private int failuresInARow;
    private Instant startedAt = Instant.EPOCH;
    private Instant nextStart = Instant.EPOCH;

    private Supervised(
            String name,
            Endpoint endpoint,
            Path log,
            @Nullable String build,
            String stopSignal,
            Condition onceStarted,
            Supplier<ServerProcess> starter) {
        this.name = name;
        this.endpoint = endpoint;
        this.log = log;
        this.build = build;
        this.stopSignal = stopSignal;
        this.onceStarted = onceStarted;
        this.starter = starter;
    }

    /** A server; its starter waits until it answers, so once it is started it is ready. */
    static Supervised server(String name, int port, Path log, String stopSignal, Supplier<ServerProcess> starter) {
        return new Supervised(name, new Endpoint(port, 0), log, null, stopSignal, Condition.READY, starter);
    }

    /** A service, which has to be asked whether it is ready. */
    static Supervised service(String name, Endpoint endpoint, Path log, String build, Supplier<ServerProcess> starter) {
        return new Supervised(name, endpoint, log, build, "TERM", Condition.STARTING, starter);
    }

    String name() {
        return name;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Path log() {
        return log;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized boolean isRunning() {
        return process != null;
    }

    synchronized Condition condition() {
        return condition;
    }

    /** Notes whether the process is ready; says whether that is news. One that was just started may take its time. */
    synchronized boolean answered(boolean ready, Instant now) {
        boolean mayTakeItsTime = condition == Condition.STARTING
                && Duration.between(startedAt, now).compareTo(START) <= 0;
        if (!ready && mayTakeItsTime) {
            return false;
        }
        Condition before = condition;
        condition = ready ? Condition.READY : Condition.NOT_READY;
        return condition != before;
    }

    synchronized void start() {
        startedAt = Instant.now();
        condition = Condition.STARTING;
        process = starter.get();
        condition = onceStarted;
    }

    /** Notes that the process ended by itself and says when it is started again. */
    synchronized Duration ended(Instant now) {
        process = null;
        condition = Condition.RESTARTING;
        restarts++;
        failuresInARow = Duration.between(startedAt, now).compareTo(STABLE) > 0 ? 1 : failuresInARow + 1;
        Duration pause = pause(failuresInARow);
        nextStart = now.plus(pause);
        return pause;
    }

    /** One second, doubled with each failure in a row, half a minute at most. */
    static Duration pause(int failuresInARow) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(failuresInARow - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    synchronized boolean isDue(Instant now) {
        return process == null && condition == Condition.RESTARTING && !now.isBefore(nextStart);
    }

    synchronized void stop(Duration patience) {
        if (process != null) {
            process.stop(stopSignal, patience);
            process = null;
        }
    }

    synchronized ProcessState state() {
        ProcessIdentity identity =
                Optional.ofNullable(process).map(ServerProcess::identity).orElse(null);
        return new ProcessState(
                name, identity, condition, endpoint.port(), endpoint.managementPort(), build, restarts, log.toString());
    }
}
