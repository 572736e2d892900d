package io.quantumlayer.local.platform;

import io.quantumlayer.servers.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process that listens on a port.
 *
 * @param pid process id
 * @param name of its program
 */
public record PortOwner(long pid, String name) {

    private static final String LISTENING = "0A";

    /** The listener, if it can be seen: another user's process cannot. */
    public static Optional<PortOwner> of(int port) {
        Path proc = Path.of("/proc");
        if (!Files.exists(proc.resolve("net/tcp"))) {
            return fromLsof(port);
        }
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try {
                sockets.addAll(listeners(Files.readAllLines(proc.resolve(table)), port));
            } catch (IOException noSuchProtocol) {
                continue;
            }
        }
        return sockets.isEmpty() ? Optional.empty() : holder(proc, sockets);
    }

    /** What keeps the port, for a sentence that says it is in use by it. */
    public static String describe(int port) {
        return of(port).map(owner -> "%s (process %d)".formatted(owner.name(), owner.pid()))
                .orElse("a process of another user or a rule of the packet filter, such as a Kubernetes NodePort");
    }

    /** Links to the sockets that listen on the port, as {@code /proc/<pid>/fd} shows them. */
    static Set<String> listeners(List<String> table, int port) {
        Set<String> sockets = new HashSet<>();
        String suffix = ":%04X".formatted(port);
        for (String line : table) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                sockets.add("socket:[" + columns[9] + "]");
            }
        }
        return sockets;
    }

    private static Optional<PortOwner> holder(Path proc, Set<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(
                            new PortOwner(Long.parseLong(process.getFileName().toString()), name));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException endedOrForeign) {
            return false;
        }
        return false;
    }

    private static Optional<PortOwner> fromLsof(int port) {
        if (Programs.find("lsof").isEmpty()) {
            return Optional.empty();
        }
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc").start();
            String[] fields = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\n");
            return fields.length < 2
                    ? Optional.empty()
                    : Optional.of(new PortOwner(Long.parseLong(fields[0].substring(1)), fields[1].substring(1)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
