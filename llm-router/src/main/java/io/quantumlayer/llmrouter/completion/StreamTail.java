package io.quantumlayer.llmrouter.completion;

import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;

/** Keeps the last bytes of a stream, where a provider tells the usage. */
final class StreamTail {

    private static final int SIZE = 8192;

    private byte[] kept = new byte[0];

    void add(DataBuffer buffer) {
        int count = Math.min(buffer.readableByteCount(), SIZE);
        byte[] last = new byte[count];
        int position = buffer.readPosition();
        buffer.readPosition(position + buffer.readableByteCount() - count);
        buffer.read(last);
        buffer.readPosition(position);
        if (count == SIZE) {
            kept = last;
            return;
        }
        int old = Math.min(kept.length, SIZE - count);
        byte[] joined = Arrays.copyOfRange(kept, kept.length - old, kept.length + count);
        System.arraycopy(last, 0, joined, old, count);
        kept = joined;
    }

    byte[] bytes() {
        return kept;
    }
}
