package io.quantumlayer.llmrouter.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.Settlement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UsageLedgerTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T23:59:59Z"));
    private final UsageLedger ledger = new UsageLedger(now::get);

    @Test
    void sumsUpByKeyModelAndDay() {
        ledger.record("a", "team", call("large", 1_500, false, true, 200));
        ledger.record("a", "team", call("large", 0, true, false, 502));
        ledger.record("b", "team", call("large", 7, false, true, 200));
        now.set(Instant.parse("2026-11-25T00:00:00Z"));
        ledger.record("a", "team", call("large", 3, false, true, 200));

        assertThat(ledger.rows(new UsageLedger.Question("a", null, null, null, null)))
                .extracting(UsageRow::day, UsageRow::calls, row -> row.costUsd().toPlainString())
                .containsExactly(
                        tuple(LocalDate.of(2026, 11, 25), 1L, "0.000000003"),
                        tuple(LocalDate.of(2026, 11, 24), 2L, "0.0000015"));
        UsageRow first = ledger.rows(new UsageLedger.Question("a", "large", null, LocalDate.of(2026, 11, 24), null))
                .getFirst();
        assertThat(first.estimatedCalls()).isEqualTo(1);
        assertThat(first.unpricedCalls()).isEqualTo(1);
        assertThat(first.failedCalls()).isEqualTo(1);
        assertThat(ledger.rows(new UsageLedger.Question(null, null, LocalDate.of(2026, 11, 26), null, null)))
                .isEmpty();
    }

    @Test
    void sumsUpTheCallsOfARunByStepAndRoundBesideThoseOfAll() {
        ledger.record("a", "team", of(new CallOrigin("run-1", "code", 0, 1), 5));
        ledger.record("a", "team", of(new CallOrigin("run-1", "code", 0, 2), 6));
        now.set(Instant.parse("2026-11-25T00:00:00Z"));
        ledger.record("a", "team", of(new CallOrigin("run-1", "code", 1, 1), 7));
        ledger.record("a", "team", of(new CallOrigin("run-1", "tests", 0, 1), 8));
        ledger.record("a", "team", of(new CallOrigin("run-2", "code", 0, 1), 9));
        ledger.record("a", "team", call("large", 100, false, true, 200));

        List<UsageRow> rows = ledger.rows(new UsageLedger.Question(null, null, null, null, "run-1"));

        assertThat(rows)
                .extracting(UsageRow::step, UsageRow::round, UsageRow::calls)
                .containsExactly(tuple("code", 1, 1L), tuple("tests", 0, 1L), tuple("code", 0, 2L));
        assertThat(StepUsage.of(rows))
                .extracting(
                        StepUsage::step,
                        StepUsage::calls,
                        step -> step.costUsd().toPlainString())
                .containsExactly(tuple("code", 3L, "0.000000018"), tuple("tests", 1L, "0.000000008"));
        assertThat(ledger.rows(new UsageLedger.Question(null, null, null, null, null)))
                .extracting(UsageRow::calls)
                .containsExactly(4L, 2L);
    }

    @Test
    void writesTheCostOfAnotherKeyOntoNoStepOfARun() {
        ledger.record("platform", "platform", of(new CallOrigin("run-1", "code", 0, 1), 5));
        ledger.record("stranger", "team", of(new CallOrigin("run-1", "code", 0, 1), 1_000));

        assertThat(StepUsage.of(ledger.rows(new UsageLedger.Question(null, null, null, null, "run-1"))))
                .extracting(
                        StepUsage::key, StepUsage::step, step -> step.costUsd().toPlainString())
                .containsExactly(tuple("platform", "code", "0.000000005"), tuple("stranger", "code", "0.000001"));
        assertThat(ledger.rows(new UsageLedger.Question("platform", null, null, null, "run-1")))
                .extracting(row -> row.costUsd().toPlainString())
                .containsExactly("0.000000005");
    }

    @Test
    void tellsWhatHasChangedOnceAndAgainWhenItIsGivenBack() {
        ledger.record("a", "team", of(new CallOrigin("run-1", "code", 0, 1), 5));
        ledger.record("a", "team", call("small", 1, false, true, 200));

        List<UsageRow> first = ledger.takeChanged();
        assertThat(first)
                .extracting(UsageRow::model, UsageRow::run, UsageRow::calls)
                .containsExactlyInAnyOrder(
                        tuple("large", null, 1L), tuple("large", "run-1", 1L), tuple("small", null, 1L));
        assertThat(ledger.takeChanged()).isEmpty();

        ledger.record("a", "team", call("small", 1, false, true, 200));
        ledger.giveBack(first);

        assertThat(ledger.takeChanged())
                .extracting(UsageRow::model, UsageRow::run, UsageRow::calls)
                .containsExactlyInAnyOrder(
                        tuple("large", null, 1L), tuple("large", "run-1", 1L), tuple("small", null, 2L));
    }

    private static Settlement of(CallOrigin origin, long nanos) {
        return new Settlement("fake", "large", 10, 5, 2, nanos, false, true, false, origin, 200);
    }

    @Test
    void losesNothingUnderLoad() {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int call = 0; call < 10_000; call++) {
                        ledger.record("a", "team", call("model-" + call % 5, 1, false, true, 200));
                    }
                });
            }
        }

        assertThat(ledger.rows()).hasSize(5).allMatch(row -> row.calls() == 16_000);
    }

    private static Settlement call(String model, long nanos, boolean estimated, boolean priced, int status) {
        return new Settlement("fake", model, 10, 5, 2, nanos, estimated, priced, false, null, status);
    }
}
