package io.quantumlayer.llmrouter.translation;

import org.jspecify.annotations.Nullable;

/** An error in a provider's words. */
public record ProviderError(
        int status,
        String type,
        @Nullable String param,
        @Nullable String code,
        String message,
        Kind kind) {

    /** What kind of error. */
    public enum Kind {
        RATE_LIMIT,
        QUOTA,
        CONTENT_FILTER,
        CONTEXT_LENGTH,
        BAD_REQUEST,
        AUTHENTICATION,
        PERMISSION,
        NOT_FOUND,
        OVERLOADED,
        SERVER,
        OTHER
    }
}
