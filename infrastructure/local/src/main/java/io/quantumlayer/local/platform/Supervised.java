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

    private final String name;
    private final Endpoint endpoint;
    private final Path log;
    private final @Nullable String build;
    private final String stopSignal;
    private final Supplier<ServerProcess> starter;

    private @Nullable ServerProcess process;
    private Condition condition = Condition.STARTING;
    private int restarts;
    private int failuresInARow;
    private Instant startedAt = Instant.EPOCH;
    private Instant nextStart = Instant.EPOCH;

    Supervised(
            String name,
            Endpoint endpoint,
            Path log,
            @Nullable String build,
            String stopSignal,
            Supplier<ServerProcess> starter) {
        this.name = name;
        this.endpoint = endpoint;
        this.log = log;
        this.build = build;
        this.stopSignal = stopSignal;
        this.starter = starter;
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

    synchronized void condition(Condition next) {
        condition = next;
    }

    synchronized void start() {
        startedAt = Instant.now();
        condition = Condition.STARTING;
        process = starter.get();
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
