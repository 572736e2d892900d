package io.quantumlayer.llmrouter.key;

import static io.quantumlayer.llmrouter.key.Keys.call;
import static io.quantumlayer.llmrouter.key.Keys.key;
import static io.quantumlayer.llmrouter.key.Keys.secret;
import static io.quantumlayer.llmrouter.key.Keys.used;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthoriserTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final List<String> recorded = new ArrayList<>();
    private final KeyRing ring = new KeyRing(
            false, (key, owner, used) -> recorded.add(key + " " + owner + " " + used.costNanos()), now::get);
    private final Authoriser authoriser =
            new Authoriser(ring, (key, owner, used) -> recorded.add(key + " " + used.costNanos()), now::get);

    @Test
    void admitsEveryoneWhereNoKeyIsConfigured() {
        assertThat(authoriser.isRequired()).isFalse();
        Admission.Granted granted = granted(null, 1);

        assertThat(granted.keyId()).isEqualTo("anonymous");
        assertThat(granted.headers()).isEmpty();
        granted.settle(used(1, 1, 5));
        granted.settle(used(1, 1, 5));
        assertThat(recorded).containsExactly("anonymous 5");
    }

    @Test
    void refusesCredentialsThatDoNotWork() {
        ring.replaceFileKeys(List.of(
                Keys.plain("good"),
                key("late", List.of(), null, null, null, null, now.get(), null),
                key("back", List.of(), null, null, null, null, null, now.get()),
                key("narrow", List.of("gpt-*", "lar*e-2"), null, null, null, null, null, null)));

        assertThat(authoriser.isRequired()).isTrue();
        assertRefused(null, 401, "invalid_api_key");
        assertRefused("", 401, "invalid_api_key");
        assertRefused("ql-other", 401, "invalid_api_key");
        assertRefused(secret("late"), 401, "key_expired");
        assertRefused(secret("back"), 401, "key_revoked");
        assertRefused(secret("narrow"), 403, "model_not_allowed");
        assertThat(granted(secret("good"), 1).owner()).isEqualTo("team-good");
    }

    @Test
    void matchesModelsByGlob() {
        VirtualKey key = key("k", List.of("gpt-*", "*-mini", "a*b*c"), null, null, null, null, null, null);

        assertThat(List.of("gpt-5", "gpt-", "x-mini", "abc", "aXbYc")).allMatch(key::allows);
        assertThat(List.of("gpt", "mini", "ab", "abcd", "")).noneMatch(key::allows);
    }

    @Test
    void refusesTheRequestAfterTheLastOneOfAMinute() {
        ring.replaceFileKeys(List.of(key("k", List.of(), 2L, 1000L, null, null, null, null)));

        Map<String, String> first = headers(granted(secret("k"), 0).headers());
        assertThat(first)
                .containsEntry("x-ratelimit-limit-requests", "2")
                .containsEntry("x-ratelimit-remaining-requests", "1")
                .containsEntry("x-ratelimit-limit-tokens", "1000")
                .containsEntry("x-ratelimit-remaining-tokens", "980")
                .containsKeys("x-ratelimit-reset-requests", "x-ratelimit-reset-tokens");
        granted(secret("k"), 0);
        Admission.Refused refused = assertRefused(secret("k"), 429, "rate_limit_exceeded");

        assertThat(headers(refused.headers()))
                .hasSize(7)
                .containsEntry("x-ratelimit-remaining-requests", "0")
                .containsEntry("retry-after", "30");
    }

    @Test
    void reservesTokensAndGivesBackWhatWasNotUsed() {
        ring.replaceFileKeys(List.of(key("k", List.of(), null, 100L, null, null, null, null)));

        Admission.Granted first = (Admission.Granted) authoriser.admit(secret("k"), call(30, 60, 0));
        assertThat(authoriser.admit(secret("k"), call(10, 10, 0))).isInstanceOf(Admission.Refused.class);
        first.settle(used(30, 5, 0));
        Admission.Granted second = (Admission.Granted) authoriser.admit(secret("k"), call(30, 30, 0));
        second.settle(used(30, 100, 0));

        assertThat(authoriser.admit(secret("k"), call(1, 1, 0))).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void refusesACallThatIsLargerThanTheLimitEverAllows() {
        ring.replaceFileKeys(List.of(key("k", List.of(), 5L, 100L, null, null, null, null)));

        Admission.Refused refused = (Admission.Refused) authoriser.admit(secret("k"), call(100, 1, 0));

        assertThat(refused.message()).contains("more than the 100 a minute");
        assertThat(headers(granted(secret("k"), 0).headers())).containsEntry("x-ratelimit-remaining-requests", "4");
    }

    @Test
    void takesLimitsOfEverySize() {
        ring.replaceFileKeys(List.of(key("k", List.of(), RateLimit.MOST, RateLimit.MOST, null, null, null, null)));

        assertThat(headers(granted(secret("k"), 0).headers()))
                .containsEntry("x-ratelimit-limit-tokens", "10000000000")
                .containsEntry("x-ratelimit-remaining-tokens", "9999999980");
    }

    @Test
    void countsCallsThatRunAtTheSameTime() {
        ring.replaceFileKeys(List.of(key("k", List.of(), null, null, 1, null, null, null)));

        Admission.Granted running = granted(secret("k"), 0);
        assertThat(headers(
                        assertRefused(secret("k"), 429, "rate_limit_exceeded").headers()))
                .containsEntry("retry-after", "1");
        running.settle(used(1, 1, 0));

        granted(secret("k"), 0);
    }

    @Test
    void doesNotSpendMoreThanTheBudgetHoweverManyCallAtOnce() throws Exception {
        ring.replaceFileKeys(List.of(Keys.budget("k", "0.001", Budget.Period.TOTAL)));
        granted(secret("k"), 0).settle(used(1, 1, 993_000));

        List<Admission.Granted> admitted = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(200)) {
            List<Future<Admission>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return authoriser.admit(secret("k"), call(1, 1, 1000));
                }));
            }
            start.countDown();
            for (Future<Admission> answer : answers) {
                if (answer.get() instanceof Admission.Granted granted) {
                    admitted.add(granted);
                }
            }
        }

        assertThat(admitted).hasSize(7);
        admitted.forEach(granted -> granted.settle(used(1, 1, 1000)));
        assertRefused(secret("k"), 402, "budget_exceeded");
    }

    @Test
    void opensABudgetAnewWithItsPeriod() {
        ring.replaceFileKeys(List.of(Keys.budget("k", "0.000001", Budget.Period.DAY)));

        granted(secret("k"), 1000).settle(used(1, 1, 1000));
        Admission.Refused refused = assertRefused(secret("k"), 402, "budget_exceeded");
        assertThat(refused.type()).isEqualTo("insufficient_quota");
        assertThat(headers(refused.headers())).containsEntry("x-budget-reset", "2026-11-25T00:00:00Z");
        now.set(Instant.parse("2026-11-25T00:00:00Z"));

        granted(secret("k"), 1000);
    }

    @Test
    void keepsWhatIsUsedWhenAKeyChanges() {
        ring.replaceFileKeys(List.of(Keys.budget("k", "0.000001", Budget.Period.TOTAL)));
        granted(secret("k"), 1000).settle(used(1, 1, 1000));

        ring.replaceFileKeys(List.of(Keys.budget("k", "0.000002", Budget.Period.TOTAL)));

        granted(secret("k"), 1000).settle(used(1, 1, 1000));
        assertRefused(secret("k"), 402, "budget_exceeded");
    }

    @Test
    void writesDurationsAsOpenAiDoes() {
        assertThat(RateHeaders.duration(0)).isEqualTo("0s");
        assertThat(RateHeaders.duration(120_000_000)).isEqualTo("120ms");
        assertThat(RateHeaders.duration(1_000_000_000)).isEqualTo("1s");
        assertThat(RateHeaders.duration(360_000_000_000L)).isEqualTo("6m0s");
    }

    private Admission.Granted granted(@Nullable String credential, long nanos) {
        Admission admission = authoriser.admit(credential, call(10, 10, nanos));
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        return (Admission.Granted) admission;
    }

    private Admission.Refused assertRefused(@Nullable String credential, int status, String code) {
        Admission admission = authoriser.admit(credential, call(10, 10, 1));
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        Admission.Refused refused = (Admission.Refused) admission;
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        return refused;
    }

    static Map<String, String> headers(String[] pairs) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], pairs[i + 1]);
        }
        return headers;
    }
}
