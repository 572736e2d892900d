package io.quantumlayer.llmrouter.key;

import io.github.bucket4j.ConsumptionProbe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The limits a minute of a key, as far as it has them.
 *
 * @param shared whether other routers give out parts of them: then nothing may be used before it is leased
 */
record KeyLimits(
        boolean shared,
        @Nullable RateLimit requests,
        @Nullable RateLimit tokens) {

    private static final long MINUTE = 60_000_000_000L;

    static KeyLimits of(VirtualKey key, boolean shared) {
        return new KeyLimits(shared, limit(key.rpm(), shared), limit(key.tpm(), shared));
    }

    /** Limits of the changed key; one that stays the same remembers what is used of it. */
    KeyLimits changed(VirtualKey old, VirtualKey key) {
        return new KeyLimits(
                shared,
                Objects.equals(old.rpm(), key.rpm()) ? requests : limit(key.rpm(), shared),
                Objects.equals(old.tpm(), key.tpm()) ? tokens : limit(key.tpm(), shared));
    }

    private static @Nullable RateLimit limit(@Nullable Long perMinute, boolean shared) {
        return perMinute == null ? null : new RateLimit(perMinute, shared ? 0 : 1, !shared);
    }

    List<RateLimit> all() {
        return Stream.of(Optional.ofNullable(requests), Optional.ofNullable(tokens))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether a call may be made now. */
    sealed interface Answer {}

    /** What a call took of the limits. */
    record Taken(
            KeyLimits limits,
            long asked,
            @Nullable ConsumptionProbe ofRequests,
            @Nullable ConsumptionProbe ofTokens) implements Answer {

        String[] headers() {
            return RateHeaders.of(limits.requests(), ofRequests, limits.tokens(), ofTokens, 0);
        }

        /** Puts what the call used in the place of what it might have. */
        void correct(long used) {
            RateLimit perToken = limits.tokens();
            if (perToken != null) {
                perToken.correct(asked, used);
            }
        }
    }

    /** Nothing was taken. */
    record Exceeded(Admission.Refused refusal) implements Answer {}

    /** Takes one request and its tokens, or nothing. */
    Answer take(long asked) {
        ConsumptionProbe ofRequests = requests == null ? null : requests.tryConsume(1);
        if (requests != null && ofRequests != null && !ofRequests.isConsumed()) {
            ConsumptionProbe untouched = tokens == null ? null : tokens.state();
            return exceeded("requests", requests, ofRequests, ofRequests, untouched, 1);
        }
        ConsumptionProbe ofTokens = tokens == null ? null : tokens.tryConsume(asked);
        if (tokens != null && ofTokens != null && !ofTokens.isConsumed()) {
            if (requests != null) {
                requests.correct(1, 0);
            }
            return exceeded("tokens", tokens, ofTokens, ofRequests, ofTokens, asked);
        }
        return new Taken(this, asked, ofRequests, ofTokens);
    }

    private Exceeded exceeded(
            String what,
            RateLimit limit,
            ConsumptionProbe refused,
            @Nullable ConsumptionProbe ofRequests,
            @Nullable ConsumptionProbe ofTokens,
            long asked) {
        // Of a limit that this router has no part of yet it gets one in its next round.
        long wait = limit.share() <= 0 ? 1 : Math.clamp(refused.getNanosToWaitForRefill(), 1, MINUTE);
        String message = asked > limit.limit()
                ? "The call may use %d %s, more than the %d a minute of this key.".formatted(asked, what, limit.limit())
                : "This key may use %d %s a minute.".formatted(limit.limit(), what);
        return new Exceeded(
                Admission.Refused.limit(message, RateHeaders.of(requests, ofRequests, tokens, ofTokens, wait)));
    }
}
