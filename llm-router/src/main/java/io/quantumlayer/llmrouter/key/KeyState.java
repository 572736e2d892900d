package io.quantumlayer.llmrouter.key;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quantumlayer.llmrouter.key.VirtualKey.BudgetLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A key in use: its limits and what of them is taken. */
final class KeyState {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final String LIMITED = "rate_limit_exceeded";

    private final VirtualKey key;
    private final @Nullable Bucket requests;
    private final @Nullable Bucket tokens;
    private final @Nullable Budget budget;
    private final AtomicInteger inFlight;
    private final List<Pattern> models;

    /** @param before the same key with other settings: what is unchanged goes on */
    KeyState(VirtualKey key, @Nullable KeyState before, Instant now) {
        this.key = key;
        this.requests = before != null && same(before.key.rpm(), key.rpm()) ? before.requests : perMinute(key.rpm());
        this.tokens = before != null && same(before.key.tpm(), key.tpm()) ? before.tokens : perMinute(key.tpm());
        this.budget =
                before != null && same(before.key.budget(), key.budget()) ? before.budget : budget(key.budget(), now);
        this.inFlight = before == null ? new AtomicInteger() : before.inFlight;
        this.models = key.models().stream().map(KeyState::glob).toList();
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other);
    }

    private static Pattern glob(String model) {
        return Pattern.compile(
                Arrays.stream(model.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static @Nullable Bucket perMinute(@Nullable Long limit) {
        return limit == null
                ? null
                : Bucket.builder()
                        .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, Duration.ofMinutes(1)))
                        .build();
    }

    private static @Nullable Budget budget(@Nullable BudgetLimit limit, Instant now) {
        return limit == null ? null : new Budget(limit.usd().multiply(NANOS).longValueExact(), limit.period(), now);
    }

    VirtualKey key() {
        return key;
    }

    Admission admit(CallEstimate call, Instant now, BiConsumer<KeyState, Settlement> ledger) {
        if (key.isRevoked()) {
            return refused(401, "invalid_request_error", "key_revoked", "The key was revoked; ask for a new one.");
        }
        if (key.isExpired(now)) {
            return refused(401, "invalid_request_error", "key_expired", "The key has expired; ask for a new one.");
        }
        if (!models.isEmpty()
                && models.stream()
                        .noneMatch(model -> model.matcher(call.model()).matches())) {
            return refused(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    "The key may not ask the model '%s'. It may ask: %s."
                            .formatted(call.model(), String.join(", ", key.models())));
        }
        Integer most = key.concurrency();
        if (inFlight.incrementAndGet() > (most == null ? Integer.MAX_VALUE : most)) {
            inFlight.decrementAndGet();
            return refused(
                    429,
                    "requests",
                    LIMITED,
                    "The key has %d calls under way, which is its limit.".formatted(most),
                    "retry-after",
                    "1");
        }
        Budget.Purse purse = null;
        if (budget != null) {
            purse = budget.reserve(call.maxCostNanos(), now);
            if (purse == null) {
                inFlight.decrementAndGet();
                return broke(budget.purse(now).end());
            }
        }
        Admission refused = rates(call);
        if (refused != null) {
            inFlight.decrementAndGet();
            if (purse != null) {
                purse.settle(call.maxCostNanos(), 0);
            }
            return refused;
        }
        return new Call(this, call, purse, headers(), ledger, new AtomicBoolean());
    }

    private Admission.Refused broke(@Nullable Instant end) {
        String message = "The budget of the key does not cover this call%s."
                .formatted(end == null ? "" : "; it begins anew at " + end);
        return end == null
                ? refused(402, "insufficient_quota", "budget_exceeded", message)
                : refused(402, "insufficient_quota", "budget_exceeded", message, "x-budget-reset", end.toString());
    }

    private @Nullable Admission rates(CallEstimate call) {
        if (requests != null) {
            ConsumptionProbe probe = requests.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                return limited("requests", probe.getNanosToWaitForRefill(), key.rpm());
            }
        }
        if (tokens != null) {
            ConsumptionProbe probe = tokens.tryConsumeAndReturnRemaining(call.tokens());
            if (!probe.isConsumed()) {
                if (requests != null) {
                    requests.addTokens(1);
                }
                return limited("tokens", probe.getNanosToWaitForRefill(), key.tpm());
            }
        }
        return null;
    }

    private Admission.Refused limited(String what, long waitNanos, @Nullable Long limit) {
        boolean never = waitNanos > Duration.ofMinutes(1).toNanos();
        List<String> headers = new ArrayList<>(List.of(headers()));
        if (!never) {
            headers.add("retry-after");
            headers.add(Long.toString(Math.max(1, -Math.floorDiv(-waitNanos, 1_000_000_000L))));
        }
        String message = never
                ? "The call may need more %s than the %d per minute that the key has; ask for less, or set max_tokens lower."
                        .formatted(what, limit)
                : "The key has used its %d %s per minute.".formatted(limit, what);
        return new Admission.Refused(429, what, LIMITED, message, headers.toArray(String[]::new));
    }

    private static Admission.Refused refused(int status, String type, String code, String message, String... headers) {
        return new Admission.Refused(status, type, code, message, headers);
    }

    private String[] headers() {
        if (requests == null && tokens == null) {
            return new String[0];
        }
        List<String> headers = new ArrayList<>(12);
        add(headers, "requests", requests, key.rpm());
        add(headers, "tokens", tokens, key.tpm());
        return headers.toArray(String[]::new);
    }

    private static void add(List<String> headers, String what, @Nullable Bucket bucket, @Nullable Long limit) {
        if (bucket == null || limit == null) {
            return;
        }
        long left = Math.max(0, bucket.getAvailableTokens());
        headers.add("x-ratelimit-limit-" + what);
        headers.add(Long.toString(limit));
        headers.add("x-ratelimit-remaining-" + what);
        headers.add(Long.toString(left));
        headers.add("x-ratelimit-reset-" + what);
        headers.add(duration((limit - left) * 60_000 / limit));
    }

    /** As OpenAI writes it: {@code 250ms}, {@code 1s}, {@code 6m0s}. */
    private static String duration(long millis) {
        if (millis < 1000) {
            return millis + "ms";
        }
        long seconds = (millis + 999) / 1000;
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    private record Call(
            KeyState state,
            CallEstimate estimate,
            Budget.@Nullable Purse purse,
            String[] headers,
            BiConsumer<KeyState, Settlement> ledger,
            AtomicBoolean settled)
            implements Admission.Granted {

        @Override
        public String keyId() {
            return state.key.id();
        }

        @Override
        public void settle(Settlement settlement) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            state.inFlight.decrementAndGet();
            if (purse != null) {
                purse.settle(estimate.maxCostNanos(), settlement.costNanos());
            }
            Bucket tokens = state.tokens;
            if (tokens != null) {
                long used = settlement.inputTokens() + settlement.outputTokens();
                long back = estimate.tokens() - used;
                if (back > 0) {
                    tokens.addTokens(back);
                } else if (back < 0) {
                    tokens.consumeIgnoringRateLimits(-back);
                }
            }
            ledger.accept(state, settlement);
        }
    }
}
