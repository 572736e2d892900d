package io.quantumlayer.worker.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first part of an output and drops the rest, so that a flood neither fills memory nor blocks. */
final class OutputBuffer {

    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long dropped;

    OutputBuffer(int limit) {
        this.limit = limit;
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
        int room = Math.min(read, limit - kept.size());
        kept.write(chunk, 0, room);
        dropped += read - room;
    }

    synchronized String text() {
        String text = kept.toString(StandardCharsets.UTF_8).replace("\u0000", "\uFFFD");
        return dropped == 0 ? text : text + "\n[%d more bytes of output were dropped]\n".formatted(dropped);
    }
}
