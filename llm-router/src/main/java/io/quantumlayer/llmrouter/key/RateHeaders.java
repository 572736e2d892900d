package io.quantumlayer.llmrouter.key;

import io.github.bucket4j.ConsumptionProbe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code x-ratelimit-*} family as OpenAI sends it. */
final class RateHeaders {

    private static final long SECOND = 1_000_000_000;

    private RateHeaders() {}

    static String[] of(
            @Nullable RateLimit requests,
            @Nullable ConsumptionProbe requestProbe,
            @Nullable RateLimit tokens,
            @Nullable ConsumptionProbe tokenProbe,
            long retryNanos) {
        List<String> headers = new ArrayList<>(14);
        add(headers, "requests", requests, requestProbe);
        add(headers, "tokens", tokens, tokenProbe);
        if (retryNanos > 0) {
            headers.add("retry-after");
            headers.add(Long.toString(seconds(retryNanos)));
        }
        return headers.toArray(String[]::new);
    }

    private static void add(
            List<String> headers, String what, @Nullable RateLimit limit, @Nullable ConsumptionProbe probe) {
        if (limit != null && probe != null) {
            headers.add("x-ratelimit-limit-" + what);
            headers.add(Long.toString(limit.limit()));
            headers.add("x-ratelimit-remaining-" + what);
            headers.add(Long.toString(Math.max(0, probe.getRemainingTokens() / limit.scale())));
            headers.add("x-ratelimit-reset-" + what);
            headers.add(duration(probe.getNanosToWaitForReset()));
        }
    }

    static String duration(long nanos) {
        if (nanos <= 0) {
            return "0s";
        }
        if (nanos < SECOND) {
            return Math.max(1, nanos / 1_000_000) + "ms";
        }
        long seconds = seconds(nanos);
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    private static long seconds(long nanos) {
        return Math.max(1, Math.ceilDiv(nanos, SECOND));
    }
}
