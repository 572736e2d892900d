package io.quantumlayer.protocols;

import java.util.Arrays;

/**
 * Splits a stream into lines that end with LF, in place where a line lies whole in a chunk. A line over the limit is
 * handed on in parts rather than kept.
 */
public final class LineReader {

    private static final int LIMIT = 4 * 1024 * 1024;

    private byte[] kept = new byte[256];
    private int length;

    /** Takes a line, its end included; {@code whole} is false for a part of one that is too long or cut off. */
    public interface Lines {
        /** Takes bytes from an index to another. */
        void line(byte[] bytes, int from, int to, boolean whole);
    }

    /** Takes over what came. */
    public void feed(byte[] bytes, int offset, int count, Lines lines) {
        int from = offset;
        int to = offset + count;
        for (int i = offset; i < to; i++) {
            if (bytes[i] == '\n') {
                if (length == 0) {
                    lines.line(bytes, from, i + 1, true);
                } else {
                    keep(bytes, from, i + 1 - from);
                    int whole = length;
                    length = 0;
                    lines.line(kept, 0, whole, true);
                }
                from = i + 1;
            }
        }
        keep(bytes, from, to - from);
        if (length > LIMIT) {
            end(lines);
        }
    }

    /** Gives out a line whose end never came. */
    public void end(Lines lines) {
        if (length > 0) {
            int rest = length;
            length = 0;
            lines.line(kept, 0, rest, false);
        }
    }

    private void keep(byte[] bytes, int from, int count) {
        if (length + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length + count, 2 * kept.length));
        }
        System.arraycopy(bytes, from, kept, length, count);
        length += count;
    }
}
