package io.quantumlayer.llmrouter.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came in.
 *
 * @param requestId under which it is found in logs and answers
 * @param credential the caller's key, without {@code Bearer}
 * @param anthropic the caller's {@code anthropic-version} and {@code anthropic-beta}
 * @param receivedNanos when its last byte was there, by {@link System#nanoTime()}
 */
public record Ask(
        ModelRequest request,
        String requestId,
        @Nullable String credential,
        Map<String, String> anthropic,
        long receivedNanos) {}
