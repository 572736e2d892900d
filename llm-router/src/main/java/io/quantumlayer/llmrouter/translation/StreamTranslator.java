package io.quantumlayer.llmrouter.translation;

import org.jspecify.annotations.Nullable;

/** Stream. */
public interface StreamTranslator {
    byte[] feed(byte[] bytes, int offset, int length);

    byte[] end();

    boolean isComplete();

    @Nullable
    TokenUsage usage();
}
