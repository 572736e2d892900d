package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.error.ModelErrorException;
import io.quantumlayer.llmrouter.redaction.Redactor;
import io.quantumlayer.llmrouter.redaction.Sensitive;
import io.quantumlayer.llmrouter.translation.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Errors of the router's own that quote a provider, and the words by which callers tell errors apart. */
final class Refusals {

    private Refusals() {}

    /** The provider refuses the router's credential; a credential that it repeats is not shown. */
    static ModelErrorException ofCredential(String provider, ProviderError error) {
        return ModelErrorException.credentialsRefused(provider, error.status(), quoted(error))
                .meaning(word(error.kind()));
    }

    /** A provider that is left alone for what it said before. */
    static ModelErrorException whileLeftAlone(String provider, ProviderError error, long seconds) {
        return switch (error.kind()) {
            case AUTHENTICATION, PERMISSION -> ofCredential(provider, error);
            case QUOTA ->
                ModelErrorException.of(429, "insufficient_quota", null, "insufficient_quota", quoted(error))
                        .meaning(word(error.kind()));
            default ->
                ModelErrorException.unavailable(
                                "Provider %s is left alone for %d s since it answered %d: %s"
                                        .formatted(provider, seconds, error.status(), quoted(error)),
                                Duration.ofSeconds(seconds))
                        .meaning(word(error.kind()));
        };
    }

    private static String quoted(ProviderError error) {
        return Redactor.redact(error.message(), List.of(Sensitive.KEY));
    }

    /** The kind of a provider's error, such as {@code rate_limit}. */
    static String word(ProviderError.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What an error of the router's own means for whoever asked; {@code null} where its code says it. */
    static @Nullable String word(@Nullable String code) {
        return switch (code) {
            case "upstream_credentials_refused" -> "authentication";
            case "upstream_unreachable" -> "unreachable";
            case "upstream_timeout" -> "timeout";
            case "unavailable" -> "unavailable";
            case "model_not_found" -> "not_found";
            case null, default -> null;
        };
    }
}
