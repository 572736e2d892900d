package io.quantumlayer.llmrouter.translation;

import java.util.Arrays;

/** Filter. */
public final class UsageChunkFilter {
    public byte[] feed(byte[] bytes, int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    public byte[] end() {
        return new byte[0];
    }
}
