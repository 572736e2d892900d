package io.quantumlayer.local.platform;

import io.quantumlayer.servers.ProcessIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor writes down about the platform that it runs.
 *
 * @param phase of the whole platform
 * @param failure why it could not start
 * @param port of the gateway
 * @param startedAt when the supervisor began
 * @param supervisor the process that owns all others
 * @param processes servers and services, in the order of a listing
 */
public record PlatformState(
        Phase phase,
        @Nullable String failure,
        int port,
        Instant startedAt,
        ProcessIdentity supervisor,
        List<ProcessState> processes) {

    /** How far the platform is. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING,
        FAILED
    }

    /** How a process is. */
    public enum Condition {
        STARTING,
        READY,
        NOT_READY,
        RESTARTING
    }

    /**
     * One server or service.
     *
     * @param process the running process; absent while it is to be started again
     * @param port that it listens on
     * @param build digest of the jar that it runs; absent for servers
     * @param restarts how often it ended by itself
     */
    public record ProcessState(
            String name,
            @Nullable ProcessIdentity process,
            Condition condition,
            int port,
            int managementPort,
            @Nullable String build,
            int restarts,
            String log) {

        /** Whether the process runs now. */
        public boolean isAlive() {
            return process != null && process.isAlive();
        }
    }

    /** Whether the supervisor runs now. */
    public boolean isSupervised() {
        return supervisor.isAlive();
    }

    /** Processes of a supervisor that was killed. */
    public List<ProcessState> leftovers() {
        return isSupervised()
                ? List.of()
                : processes.stream().filter(ProcessState::isAlive).toList();
    }

    /** The process of this name. */
    public Optional<ProcessState> process(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }
}
