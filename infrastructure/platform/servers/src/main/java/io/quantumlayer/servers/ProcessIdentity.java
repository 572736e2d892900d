package io.quantumlayer.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for another that got the same id later.
 *
 * @param pid process id
 * @param started boot id and clock ticks since boot on Linux, elsewhere the start time; compared, never read
 */
public record ProcessIdentity(long pid, String started) {

    /** The running process with this id, if there is one. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> startOf(handle).map(started -> new ProcessIdentity(pid, started)));
    }

    /** This JVM. */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("The start time of this process cannot be read."));
    }

    /** The process, while it runs. */
    public Optional<ProcessHandle> handle() {
        return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return handle().isPresent();
    }

    // The wall clock start time moves when the clock is set, ticks since boot do not.
    private static Optional<String> startOf(ProcessHandle handle) {
        Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
        try {
            if (Files.isReadable(stat)) {
                String line = Files.readString(stat);
                String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ");
                boolean zombie = afterName[0].equals("Z");
                String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .strip();
                return zombie ? Optional.empty() : Optional.of(boot + ":" + afterName[19]);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return handle.info().startInstant().map(Object::toString);
    }
}
