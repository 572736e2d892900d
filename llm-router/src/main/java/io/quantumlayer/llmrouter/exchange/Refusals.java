package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.redaction.Redactor;
import io.quantumlayer.llmrouter.redaction.Sensitive;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Errors of the router's own that quote a provider, and the words by which callers tell errors apart. */
final class Refusals {

    private Refusals() {}

    /**
     * Nobody may be asked for a while.
     *
     * @param quoted whose words the error has; {@code null} for nobody's
     */
    record ForNow(@Nullable Candidate quoted, ModelErrorException error) {}

    /** @param waitNanos how long those who might answer are to be left alone */
    static ForNow forNow(List<Candidate> candidates, String model, long waitNanos) {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(waitNanos + TimeUnit.SECONDS.toNanos(1) - 1));
        for (Candidate candidate : candidates) {
            Account account = candidate.account();
            ProviderError trouble = account == null ? null : account.health().trouble();
            if (trouble != null) {
                return new ForNow(
                        candidate, whileLeftAlone(candidate.target().provider().name(), trouble, seconds));
            }
        }
        return new ForNow(
                null,
                ModelErrorException.unavailable(
                        "Nobody who has the model '%s' can be asked at present; try again in %d s."
                                .formatted(model, seconds),
                        Duration.ofSeconds(seconds)));
    }

    static ModelErrorException neverAsked(String model) {
        return ModelErrorException.unavailable(
                "The model '%s' had no slot for the call before its time was up; try again in 1 s.".formatted(model),
                Duration.ofSeconds(1));
    }

    /** A provider that gave no answer of its own, or none that is the caller's concern. */
    static ModelErrorException of(String provider, Failure failure) {
        if (failure.isCredentials() && failure.error() != null) {
            return ofCredential(provider, failure.error());
        }
        return failure.isSlow()
                ? ModelErrorException.timedOut(
                        "Provider %s did not answer in time: %s.".formatted(provider, failure.reason()),
                        failure.cause())
                : ModelErrorException.unreachable(
                        (failure.cause() == null
                                        ? "Provider %s gave no answer that can be used: %s."
                                        : "Provider %s cannot be reached: %s.")
                                .formatted(provider, failure.reason()),
                        failure.cause());
    }

    /** A provider's error in the caller's protocol: as it came, if it is one already. */
    static byte[] body(Failure failure, boolean translated, Call call) {
        Protocol protocol = call.request().operation().protocol();
        byte[] body = failure.body();
        ProviderError error = failure.error();
        if (body == null || error == null) {
            throw new IllegalArgumentException("The provider has not answered");
        }
        if (!translated && ProtocolErrors.isReadable(protocol, body)) {
            return body;
        }
        // Gemini's errors have no type.
        ProviderError said = error.type().isEmpty() ? error.in(protocol) : error;
        return ProtocolErrors.body(
                protocol, failure.status(), said.type(), said.param(), said.code(), said.message(), call.requestId());
    }

    /** The router's own error in the caller's protocol. */
    static byte[] body(ModelErrorException error, Call call) {
        return ProtocolErrors.body(
                call.request().operation().protocol(),
                error.status(),
                error.type(),
                error.param(),
                error.code(),
                String.valueOf(error.getMessage()),
                call.requestId());
    }

    /** The provider refuses the router's credential; a credential that it repeats is not shown. */
    private static ModelErrorException ofCredential(String provider, ProviderError error) {
        return ModelErrorException.credentialsRefused(provider, error.status(), quoted(error))
                .meaning(word(error.kind()));
    }

    /** A provider that is left alone for what it said before. */
    private static ModelErrorException whileLeftAlone(String provider, ProviderError error, long seconds) {
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
