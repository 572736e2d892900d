package io.quantumlayer.llmrouter.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.key.VirtualKey.BudgetLimit;
import io.quantumlayer.llmrouter.usage.UsageLedger;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatekeeperTests {

    private static final long CENT = 10_000_000;

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final InstantSource source = () -> now;
    private final Gatekeeper gatekeeper =
            new Gatekeeper(new UsageLedger(Clock.systemUTC()), source.withZone(ZoneOffset.UTC));

    @Test
    void letsEveryoneInWhereNoKeysAreConfigured() {
        assertThat(gatekeeper.isRequired()).isFalse();
        assertThat(gatekeeper.admit(null, call(0))).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void shutsTheDoorWithAnEmptyFile() {
        gatekeeper.replace(List.of());

        assertThat(refused(gatekeeper.admit("ql-1", call(0))).status()).isEqualTo(401);
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        gatekeeper.replace(List.of(
                key("good", null, null, null, null, null, null),
                key("old", null, null, null, null, "2026-11-24T09:59:59Z", null),
                key("revoked", null, null, null, null, null, true),
                new VirtualKey(
                        "few", Gatekeeper.hash("ql-few"), "me", List.of("gpt-*"), null, null, null, null, null, null)));

        assertThat(gatekeeper.admit("ql-good", call(0))).isInstanceOf(Admission.Granted.class);
        assertThat(refused(gatekeeper.admit(null, call(0))).code()).isEqualTo("invalid_api_key");
        assertThat(refused(gatekeeper.admit("ql-other", call(0))).code()).isEqualTo("invalid_api_key");
        assertThat(refused(gatekeeper.admit("ql-old", call(0))).code()).isEqualTo("key_expired");
        assertThat(refused(gatekeeper.admit("ql-revoked", call(0))).code()).isEqualTo("key_revoked");
        Admission.Refused model = refused(gatekeeper.admit("ql-few", call(0)));
        assertThat(model.status()).isEqualTo(403);
        assertThat(model.message()).contains("gpt-*");
    }

    @Test
    void limitsRequestsPerMinuteAndSaysWhenToComeBack() {
        gatekeeper.replace(List.of(key("k", 2L, null, null, null, null, null)));

        Admission.Granted first = granted(gatekeeper.admit("ql-k", call(0)));
        assertThat(first.headers())
                .containsSubsequence("x-ratelimit-limit-requests", "2", "x-ratelimit-remaining-requests", "1");
        gatekeeper.admit("ql-k", call(0));

        Admission.Refused third = refused(gatekeeper.admit("ql-k", call(0)));
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.code()).isEqualTo("rate_limit_exceeded");
        assertThat(Integer.parseInt(header(third, "retry-after"))).isBetween(1, 30);
        assertThat(header(third, "x-ratelimit-reset-requests")).matches("\\d+m?s|1m0s");
    }

    @Test
    void setsTokensAsideAndGivesBackWhatWasNotUsed() {
        gatekeeper.replace(List.of(key("k", null, 1000L, null, null, null, null)));

        Admission.Granted first = granted(gatekeeper.admit("ql-k", call(0)));
        assertThat(header(refused(gatekeeper.admit("ql-k", call(0))), "retry-after"))
                .isNotNull();
        first.settle(used(10, 0));
        first.settle(used(0, 0));

        Admission.Granted second = granted(gatekeeper.admit("ql-k", call(0)));
        assertThat(Arrays.asList(second.headers()))
                .containsSubsequence("x-ratelimit-limit-tokens", "1000", "x-ratelimit-remaining-tokens");
    }

    @Test
    void saysThatACallIsTooLargeForItsKeyForEver() {
        gatekeeper.replace(List.of(key("k", null, 100L, null, null, null, null)));

        Admission.Refused refused = refused(gatekeeper.admit("ql-k", call(0)));

        assertThat(refused.message()).contains("max_tokens");
        assertThat(header(refused, "retry-after")).isNull();
    }

    @Test
    void limitsCallsAtTheSameTime() {
        gatekeeper.replace(List.of(key("k", null, null, 1, null, null, null)));
        Admission.Granted first = granted(gatekeeper.admit("ql-k", call(0)));

        assertThat(refused(gatekeeper.admit("ql-k", call(0))).status()).isEqualTo(429);
        first.settle(used(0, 0));

        assertThat(gatekeeper.admit("ql-k", call(0))).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void twoHundredCallsAtOnceOvershootANearlySpentBudgetByNothing() throws Exception {
        BudgetLimit tenCents = new BudgetLimit(new BigDecimal("0.10"), BudgetPeriod.DAY);
        gatekeeper.replace(List.of(key("k", null, null, null, tenCents, null, null)));
        List<Callable<Admission>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(() -> gatekeeper.admit("ql-k", call(3 * CENT)));
        }

        List<Admission> admissions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Admission> admission : threads.invokeAll(calls)) {
                admissions.add(admission.get());
            }
        }

        List<Admission.Granted> granted = admissions.stream()
                .filter(Admission.Granted.class::isInstance)
                .map(Admission.Granted.class::cast)
                .toList();
        assertThat(granted).hasSize(3);
        granted.forEach(call -> call.settle(used(1, 2 * CENT)));
        assertThat(gatekeeper.admit("ql-k", call(4 * CENT))).isInstanceOf(Admission.Granted.class);
        Admission.Refused broke = refused(gatekeeper.admit("ql-k", call(CENT)));
        assertThat(broke.status()).isEqualTo(402);
        assertThat(broke.code()).isEqualTo("budget_exceeded");
        assertThat(header(broke, "x-budget-reset")).isEqualTo("2026-11-25T00:00:00Z");
    }

    @Test
    void beginsABudgetAnewWithItsPeriod() {
        BudgetLimit oneCent = new BudgetLimit(new BigDecimal("0.01"), BudgetPeriod.MONTH);
        gatekeeper.replace(List.of(key("k", null, null, null, oneCent, null, null)));
        Admission.Granted late = granted(gatekeeper.admit("ql-k", call(CENT)));

        now = now.plus(Duration.ofDays(7));
        Admission.Granted next = granted(gatekeeper.admit("ql-k", call(CENT)));
        late.settle(used(1, CENT));

        assertThat(next).isNotNull();
        assertThat(refused(gatekeeper.admit("ql-k", call(1))).status()).isEqualTo(402);
    }

    @Test
    void keepsWhatWasUsedWhenOtherSettingsOfAKeyChange() {
        BudgetLimit oneCent = new BudgetLimit(new BigDecimal("0.01"), BudgetPeriod.TOTAL);
        gatekeeper.replace(List.of(key("k", null, null, null, oneCent, null, null)));
        granted(gatekeeper.admit("ql-k", call(CENT)));

        gatekeeper.replace(List.of(key("k", 10L, null, null, oneCent, null, null)));

        assertThat(refused(gatekeeper.admit("ql-k", call(1))).status()).isEqualTo(402);
    }

    private static CallEstimate call(long nanos) {
        return new CallEstimate("m", 500, 400, nanos);
    }

    private static Settlement used(long tokens, long nanos) {
        return new Settlement("p", "m", tokens, 0, 0, nanos, false, true, 200);
    }

    private static VirtualKey key(
            String id,
            @Nullable Long rpm,
            @Nullable Long tpm,
            @Nullable Integer concurrency,
            @Nullable BudgetLimit budget,
            @Nullable String expires,
            @Nullable Boolean revoked) {
        return new VirtualKey(
                id, Gatekeeper.hash("ql-" + id), "me", List.of(), rpm, tpm, concurrency, budget, expires, revoked);
    }

    private static Admission.Granted granted(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        return (Admission.Granted) admission;
    }

    private static Admission.Refused refused(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        return (Admission.Refused) admission;
    }

    private static @Nullable String header(Admission.Refused refused, String name) {
        List<String> headers = Arrays.asList(refused.headers());
        int index = headers.indexOf(name);
        return index < 0 ? null : headers.get(index + 1);
    }
}
