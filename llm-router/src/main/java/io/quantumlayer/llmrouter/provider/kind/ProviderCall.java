package io.quantumlayer.llmrouter.provider.kind;

/**
 * A call as the steps of a dialect see it.
 *
 * @param kind of the provider that is asked
 * @param model id as the provider knows it
 * @param operation that the provider is asked for
 * @param stream whether the answer comes piece by piece
 * @param translated whether the client speaks another protocol; then all bytes here are those of the provider's
 * @param usageWanted whether the client of a stream asks for its tokens
 */
public record ProviderCall(
        ProviderKind kind,
        String model,
        Operation operation,
        boolean stream,
        boolean translated,
        boolean usageWanted) {}
