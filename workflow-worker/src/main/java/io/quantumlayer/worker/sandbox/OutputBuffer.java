package io.quantumlayer.worker.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the first half and the last half of an output, so that a flood neither fills memory nor blocks: the first error
 * stands at the start, the summary of a test run at the end.
 */
final class OutputBuffer {

    private static final int FLOOD = 16;

    private final int half;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail;
    private long afterHead;

    OutputBuffer(int limit) {
        this.half = limit / 2;
        this.tail = new byte[half];
    }

    void drain(InputStream output) {
        byte[] chunk = new byte[8192];
        try {
            for (int read = output.read(chunk); read >= 0; read = output.read(chunk)) {
                add(chunk, read);
            }
        } catch (IOException closed) {
            // The process was killed; what came before counts.
        }
    }

    private synchronized void add(byte[] chunk, int read) {
        int first = Math.min(read, half - head.size());
        head.write(chunk, 0, first);
        for (int i = first; i < read; i++) {
            tail[(int) (afterHead % half)] = chunk[i];
            afterHead++;
        }
    }

    /** Whether more came than any log is worth. */
    synchronized boolean flooded() {
        return afterHead > (long) half * 2 * FLOOD;
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder();
        if (afterHead <= half) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(head.toByteArray());
            all.write(tail, 0, (int) afterHead);
            text.append(all.toString(StandardCharsets.UTF_8));
        } else {
            int oldest = (int) (afterHead % half);
            ByteArrayOutputStream last = new ByteArrayOutputStream(half);
            last.write(tail, oldest, half - oldest);
            last.write(tail, 0, oldest);
            text.append(head.toString(StandardCharsets.UTF_8));
            text.append("\n[%d bytes of output were dropped here]\n".formatted(afterHead - half));
            text.append(last.toString(StandardCharsets.UTF_8));
        }
        // PostgreSQL refuses the character, and a log may end up there.
        return text.toString().replace("\u0000", "\uFFFD");
    }
}
