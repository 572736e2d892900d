package io.quantumlayer.local.platform;

import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Processes that outlived their supervisor. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Leftovers() {}

    /** Ends services together; servers are ended by what they work on, see {@link Backing#endLeftovers}. */
    static void end(List<ProcessState> processes) {
        List<Thread> endings = processes.stream()
                .filter(process ->
                        !List.of(Backing.POSTGRESQL, Backing.TEMPORAL).contains(process.name()))
                .flatMap(process -> Optional.ofNullable(process.process()).stream())
                .map(Leftovers::ending)
                .toList();
        try {
            for (Thread ending : endings) {
                ending.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread ending(ProcessIdentity process) {
        return Thread.ofVirtual().start(() -> ServerProcess.stop(process, "TERM", PATIENCE));
    }
}
