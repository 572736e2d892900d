package io.quantumlayer.llmrouter.key;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys whose secret is {@code ql-} and their id. */
final class Keys {

    private Keys() {}

    static String secret(String id) {
        return "ql-" + id;
    }

    static VirtualKey plain(String id) {
        return key(id, List.of(), null, null, null, null, null, null);
    }

    static VirtualKey budget(String id, String usd, Budget.Period period) {
        return key(id, List.of(), null, null, null, new Budget(new BigDecimal(usd), period), null, null);
    }

    static VirtualKey key(
            String id,
            List<String> models,
            @Nullable Long rpm,
            @Nullable Long tpm,
            @Nullable Integer concurrency,
            @Nullable Budget budget,
            @Nullable Instant expires,
            @Nullable Instant revoked) {
        return new VirtualKey(
                id, Digest.of(secret(id)), "team-" + id, null, models, rpm, tpm, concurrency, budget, expires, revoked);
    }

    static CallEstimate call(long input, long output, long nanos) {
        return new CallEstimate("large", input, output, nanos, 100);
    }

    static Settlement used(long input, long output, long nanos) {
        return new Settlement("fake", "large", input, output, 0, nanos, false, true, false, null, 200);
    }
}
