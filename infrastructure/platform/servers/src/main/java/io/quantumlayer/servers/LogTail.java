package io.quantumlayer.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, read without reading the rest. */
public final class LogTail {

    private static final int WINDOW = 64 * 1024;

    private LogTail() {}

    /** The last lines of a log; none when it cannot be read. */
    public static List<String> lines(Path log, int count) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long start = Math.max(0, channel.size() - WINDOW);
            channel.position(start);
            ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - start));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            List<String> lines = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    static String of(Path log) {
        List<String> lines = lines(log, 15);
        return lines.isEmpty() ? "" : " Its last lines:\n  " + String.join("\n  ", lines);
    }
}
