package io.quantumlayer.protocols;

import org.jspecify.annotations.Nullable;

/**
 * An error that a provider answered with.
 *
 * @param status HTTP status; of an event in a stream the one that its type stands for
 * @param type the provider's own type, such as {@code invalid_request_error}
 * @param param the request's member at fault
 * @param code the provider's own code
 * @param message the provider's message
 * @param kind what it means for retries and fallbacks, whatever the protocol
 */
public record ProviderError(
        int status,
        String type,
        @Nullable String param,
        @Nullable String code,
        String message,
        Kind kind) {

    /** What an error means for retries and fallbacks. */
    public enum Kind {
        /** Too many requests or tokens for now: wait. */
        RATE_LIMIT,
        /** The account's money or quota is spent: waiting does not help. */
        QUOTA,
        /** The content was refused; no other model may be asked in its place. */
        CONTENT_FILTER,
        /** The prompt is too long for the model. */
        CONTEXT_LENGTH,
        /** The request is wrong in itself. */
        BAD_REQUEST,
        /** The credential is missing or wrong. */
        AUTHENTICATION,
        /** The credential may not do this. */
        PERMISSION,
        /** Model or path unknown. */
        NOT_FOUND,
        /** The provider has no capacity for now. */
        OVERLOADED,
        /** The provider failed. */
        SERVER,
        /** None of these. */
        OTHER
    }

    /** The same error with the type and code that another protocol has for its kind. */
    public ProviderError in(Protocol protocol) {
        return new ProviderError(
                status,
                ErrorTypes.type(protocol, kind, status, type),
                param,
                ErrorTypes.code(protocol, kind, code),
                message,
                kind);
    }
}
