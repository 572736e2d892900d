package io.quantumlayer.worker.sandbox.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process and all it started, as {@code /proc} shows them. In a process namespace of its own nothing leaves the tree: an
 * orphan becomes a child of the namespace's first process.
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern OWN_MEMORY = Pattern.compile("(?m)^Rss(?:Anon|Shmem):\\s+(\\d+) kB");
    private static final long KIB = 1024;

    private ProcessTree() {}

    /** Bytes of anonymous and shared memory that the processes hold together; pages of files do not count. */
    static long memory(long root) {
        long bytes = 0;
        Deque<Long> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Path process = PROC.resolve(Long.toString(open.pop()));
            bytes += ownMemory(process);
            children(process, open);
        }
        return bytes;
    }

    private static long ownMemory(Path process) {
        Matcher sizes = OWN_MEMORY.matcher(read(process.resolve("status")));
        long bytes = 0;
        while (sizes.find()) {
            bytes += Long.parseLong(sizes.group(1)) * KIB;
        }
        return bytes;
    }

    private static void children(Path process, Deque<Long> found) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                for (String child : read(thread.resolve("children")).split(" ")) {
                    if (!child.isBlank()) {
                        found.push(Long.valueOf(child.strip()));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException ended) {
            // A process that ends while it is looked at has no memory and no children any more.
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            // Gone before it was opened, or between opening and reading.
            return "";
        }
    }
}
