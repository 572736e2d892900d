package io.quantumlayer.protocols;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Splits a {@code text/event-stream} into the data of its events, whatever the cuts between chunks: lines end with LF,
 * CR or both, several data lines are one event, comments and other fields are passed over (WHATWG HTML, section 9.2).
 */
final class EventReader {

    /** Longer events are no answer of a model; without a limit one stream could fill the memory. */
    private static final int LIMIT = 16 * 1024 * 1024;

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private byte[] line = new byte[512];
    private int lineLength;
    private byte[] data = new byte[512];
    private int dataLength = -1;
    private boolean afterReturn;

    void feed(byte[] bytes, int offset, int length, Consumer<byte[]> events) {
        int from = offset;
        int to = offset + length;
        for (int i = offset; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                from = i + 1;
            } else if (b == '\n' || b == '\r') {
                append(bytes, from, i - from);
                endLine(events);
                afterReturn = b == '\r';
                from = i + 1;
            } else {
                afterReturn = false;
            }
        }
        append(bytes, from, to - from);
    }

    /** Gives out an event whose closing blank line never came; servers forget it after the last one. */
    void end(Consumer<byte[]> events) {
        if (lineLength > 0) {
            endLine(events);
        }
        endLine(events);
    }

    private void append(byte[] bytes, int from, int count) {
        if (lineLength + count > LIMIT) {
            throw new IllegalStateException("an event of more than %d bytes".formatted(LIMIT));
        }
        line = room(line, lineLength + count);
        System.arraycopy(bytes, from, line, lineLength, count);
        lineLength += count;
    }

    private void endLine(Consumer<byte[]> events) {
        if (lineLength == 0) {
            if (dataLength >= 0) {
                byte[] event = Arrays.copyOf(data, dataLength);
                dataLength = -1;
                events.accept(event);
            }
            return;
        }
        if (lineLength >= DATA.length && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length)) {
            int from = lineLength > DATA.length && line[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
            int at = dataLength < 0 ? 0 : dataLength + 1;
            int count = lineLength - from;
            if (at + count > LIMIT) {
                throw new IllegalStateException("an event of more than %d bytes".formatted(LIMIT));
            }
            data = room(data, at + count);
            if (at > 0) {
                data[at - 1] = '\n';
            }
            System.arraycopy(line, from, data, at, count);
            dataLength = at + count;
        }
        lineLength = 0;
    }

    private static byte[] room(byte[] buffer, int size) {
        return size <= buffer.length ? buffer : Arrays.copyOf(buffer, Math.max(size, 2 * buffer.length));
    }
}
