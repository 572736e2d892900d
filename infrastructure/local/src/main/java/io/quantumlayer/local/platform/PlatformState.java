package io.quantumlayer.local.platform;

import io.quantumlayer.local.Authority;
import io.quantumlayer.servers.ProcessIdentity;
import java.net.URI;
import java.nio.file.Path;
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
 * @param authority file of the certificate by which the gateway's is known; absent without TLS
 * @param startedAt when the supervisor began
 * @param supervisor the process that owns all others
 * @param processes servers and services, in the order of a listing
 * @param learning how many programs start quickly; absent until that is known
 */
public record PlatformState(
        Phase phase,
        @Nullable String failure,
        int port,
        @Nullable String authority,
        Instant startedAt,
        ProcessIdentity supervisor,
        List<ProcessState> processes,
        @Nullable Learning learning) {

    /** How far the platform is. */
    public enum Phase {
        STARTING,
        READY,
        /** Nothing serves anybody; quick starts are prepared. */
        LEARNING,
        STOPPING,
        FAILED
    }

    /**
     * How far the training for quick starts is.
     *
     * @param current program that is trained now
     * @param done programs that are trained, or that cannot be
     * @param total programs there are
     * @param givenUp programs that cannot be
     */
    public record Learning(@Nullable String current, int done, int total, List<GivenUp> givenUp) {

        public Learning {
            // A platform that an older release has started does not say it.
            givenUp = givenUp == null ? List.of() : List.copyOf(givenUp);
        }

        /** Whether something is left to train. */
        public boolean isUnfinished() {
            return done < total;
        }
    }

    /**
     * A program that goes on starting slower.
     *
     * @param file holds the reason; without it there is another attempt
     */
    public record GivenUp(String name, String reason, String file) {}

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

    /** Where the gateway answers. @param host a name or address of this machine */
    public URI address(String host) {
        return URI.create("%s://%s:%d".formatted(authority == null ? "http" : "https", host, port));
    }

    /** Who signed the gateway's certificate; nobody where it speaks no TLS. */
    public Optional<Authority> trusted() {
        return Optional.ofNullable(authority).map(file -> new Authority(Path.of(file)));
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

    /** Whether training for quick starts has not come to its end. */
    public boolean hasToLearn() {
        return learning != null && learning.isUnfinished();
    }

    /** The process of this name. */
    public Optional<ProcessState> process(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }
}
