package io.quantumlayer.protocols;

import java.io.ByteArrayOutputStream;

/** Changes an event stream line by line; a line is held back until it is whole. */
public abstract class LineFilter implements StreamFilter {

    private static final byte[] NOTHING = {};

    private final LineReader reader = new LineReader();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final LineReader.Lines lines = (bytes, from, to, whole) -> line(bytes, from, to, whole, out);

    /**
     * Writes what is to be shown for a line.
     *
     * @param from index of its first byte
     * @param to index after its end, LF included
     * @param whole {@code false} for a part of a line that is too long or cut off
     */
    protected abstract void line(byte[] bytes, int from, int to, boolean whole, ByteArrayOutputStream out);

    @Override
    public final byte[] feed(byte[] bytes, int offset, int length) {
        reader.feed(bytes, offset, length, lines);
        return take();
    }

    @Override
    public final byte[] end() {
        reader.end(lines);
        return take();
    }

    private byte[] take() {
        if (out.size() == 0) {
            return NOTHING;
        }
        byte[] taken = out.toByteArray();
        out.reset();
        return taken;
    }
}
