package io.quantumlayer.protocols;

import org.jspecify.annotations.Nullable;

/**
 * Translates the bytes of a provider's event stream into the client's, whatever the cuts between chunks. Of
 * {@link Protocol#BEDROCK_CONVERSE} each call takes one decoded event as a JSON object that has the event's type as its
 * only member. Nothing is thrown: what cannot be read becomes the client's error event.
 */
public interface StreamTranslator {

    /** The client's bytes for a chunk of the provider's; empty while there is nothing to show. */
    byte[] feed(byte[] bytes, int offset, int length);

    /** The client's last bytes, at the end of the provider's stream. */
    byte[] end();

    /** Whether the provider's stream ran to its own end; only then has the client's the marks of a complete answer. */
    boolean isComplete();

    /** Whether an error event has been written, after which nothing more is. */
    boolean failed();

    /** Tokens reported so far, {@code null} while none are. */
    @Nullable
    TokenUsage usage();
}
