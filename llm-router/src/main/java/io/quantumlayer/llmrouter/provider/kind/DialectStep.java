package io.quantumlayer.llmrouter.provider.kind;

import io.quantumlayer.protocols.StreamFilter;
import org.jspecify.annotations.Nullable;

/** One way in which a provider differs from its protocol. Steps have no state; a step that does not concern a call leaves it alone. */
public interface DialectStep {

    /**
     * The request's bytes for the provider, of a client of the same protocol and translated alike.
     *
     * @return the same array where there is nothing to change
     * @throws io.quantumlayer.protocols.ModelErrorException 400 naming the member that the provider cannot take
     */
    default byte[] request(byte[] body, ProviderCall call) {
        return body;
    }

    /** Whether a stream has to be asked for its tokens, which the client has not done. */
    default boolean asksForUsage(ProviderCall call) {
        return false;
    }

    /** What the bytes of one stream go through on their way to a client of the same protocol; {@code null} for nothing. */
    default @Nullable StreamFilter stream(ProviderCall call) {
        return null;
    }
}
