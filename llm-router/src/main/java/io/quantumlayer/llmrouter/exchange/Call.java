package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.llmrouter.route.Timeouts;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came in.
 *
 * @param requestId under which it is found in logs and answers
 * @param credential the caller's key, without {@code Bearer}
 * @param anthropic the caller's {@code anthropic-version} and {@code anthropic-beta}
 * @param trace the caller's {@code traceparent} and {@code tracestate}
 * @param requestClass what the caller says about its hurry
 * @param onBudget whether the caller says that what the call costs is limited
 * @param origin the run and the step that the call is made for; {@code null} for none
 * @param cacheControl the caller's {@code Cache-Control}
 * @param patience how long the caller waits, in place of the route's limits; {@code null} for those
 * @param receivedNanos when its last byte was there, by {@link System#nanoTime()}
 */
public record Call(
        ModelRequest request,
        String requestId,
        @Nullable String credential,
        Map<String, String> anthropic,
        Map<String, String> trace,
        RequestClass requestClass,
        boolean onBudget,
        @Nullable CallOrigin origin,
        @Nullable String cacheControl,
        @Nullable Duration patience,
        long receivedNanos) {

    /** A call that comes from within the router. */
    public static Call of(ModelRequest request, String requestId, @Nullable String credential) {
        return new Call(
                request,
                requestId,
                credential,
                Map.of(),
                Map.of(),
                RequestClass.INTERACTIVE,
                false,
                null,
                null,
                null,
                System.nanoTime());
    }

    Call with(ModelRequest other) {
        return new Call(
                other,
                requestId,
                credential,
                anthropic,
                trace,
                requestClass,
                onBudget,
                origin,
                cacheControl,
                patience,
                receivedNanos);
    }

    /** Whether the caller says this of keeping answers, such as {@code no-store}. */
    boolean wants(String cacheDirective) {
        return cacheControl != null && cacheControl.toLowerCase(Locale.ROOT).contains(cacheDirective);
    }

    /** The limits of a route as far as the caller has none of its own. */
    Timeouts timeouts(Route route) {
        Timeouts limits = route.timeouts();
        return patience == null ? limits : new Timeouts(limits.connect(), patience, limits.idle(), patience);
    }
}
