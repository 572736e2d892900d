package [=project.package].rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of JSON lines to which changes are appended.
 *
 * <p>A line is on disk when {@link #append} returns. {@link #rewrite} replaces the file atomically. A lock file
 * beside it keeps other processes away. Not safe for use by several threads.
 */
final class Journal implements AutoCloseable {

    private final Path file;
    private final FileChannel lockChannel;
    private FileChannel channel;
    private int lineCount;

    private Journal(Path file, FileChannel lockChannel) {
        this.file = file;
        this.lockChannel = lockChannel;
    }

    static Journal open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        FileChannel lockChannel = FileChannel.open(
                sibling(absolute, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockChannel)) {
            lockChannel.close();
            throw new IOException(absolute + " is used by another process");
        }
        return new Journal(absolute, lockChannel);
    }

    /**
     * Passes on the lines of the file; IOException names the first that is not accepted.
     *
     * <p>What follows the last line break is left out: an append that did not finish and was never acknowledged.
     */
    void replay(Consumer<JsonObject> consumer) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        int number = 0;
        for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            try {
                consumer.accept((JsonObject) Json.parse(line));
            } catch (RuntimeException refused) {
                throw new IOException("line " + number + " of " + file + " is damaged", refused);
            }
        }
    }

    /** Replaces the file by one with these lines. */
    void rewrite(List<JsonObject> lines) {
        Path temporary = sibling(file, ".tmp");
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(Json.write(line)).append('\n'));
        try {
            FileChannel replacement = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            try {
                write(replacement, text.toString());
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failure) {
                replacement.close();
                throw failure;
            }
            if (channel != null) {
                channel.close();
            }
            channel = replacement;
            lineCount = lines.size();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot replace " + file, failure);
        }
    }

    /** Adds a line; if that fails, the file is as before. */
    void append(JsonObject line) {
        try {
            long end = channel.position();
            try {
                write(channel, Json.write(line) + "\n");
                lineCount++;
            } catch (IOException failure) {
                channel.truncate(end);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write to " + file, failure);
        }
    }

    int lineCount() {
        return lineCount;
    }

    boolean isOpen() {
        return channel.isOpen() && Files.exists(file);
    }

    @Override
    public void close() {
        try (lockChannel) {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close " + file, failure);
        }
    }

    private static boolean locked(FileChannel lockChannel) throws IOException {
        try {
            return lockChannel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
