package io.quantumlayer.servers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports how much of a stream has been read. */
final class CountedInputStream extends FilterInputStream {

    private static final long STEP = 1 << 20;

    private final long expected;
    private final FetchProgress progress;
    private long read;
    private long reported;

    CountedInputStream(InputStream in, long expected, FetchProgress progress) {
        super(in);
        this.expected = expected;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    private void count(int bytes) {
        read += Math.max(0, bytes);
        if (bytes < 0 || read - reported >= STEP) {
            reported = read;
            progress.fetched(read, Math.max(read, expected));
        }
    }
}
