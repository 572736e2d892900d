package io.quantumlayer.local.platform;

import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.servers.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Memory of processes as the kernel counts it: the proportional set size, so that shared pages count once. */
public final class Memory {

    private Memory() {}

    /** Bytes of a process and its children; 0 where the kernel does not tell. */
    public static long of(ProcessState process) {
        return Optional.ofNullable(process.process()).map(Memory::of).orElse(0L);
    }

    /** Bytes of a process and, for PostgreSQL's sake, its children; 0 where the kernel does not tell. */
    public static long of(ProcessIdentity identity) {
        return identity.handle()
                .map(process -> of(process.pid())
                        + (isServer(process)
                                ? process.children()
                                        .mapToLong(child -> of(child.pid()))
                                        .sum()
                                : 0))
                .orElse(0L);
    }

    // Children of the supervisor are counted for themselves.
    private static boolean isServer(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static long of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        return read(proc.resolve("smaps_rollup"), "Pss:")
                .or(() -> read(proc.resolve("status"), "VmRSS:"))
                .orElse(0L);
    }

    private static Optional<Long> read(Path file, String field) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(field))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
