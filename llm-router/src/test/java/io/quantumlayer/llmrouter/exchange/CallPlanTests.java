package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.exchange.CallPlan.Decision;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All times are nanoseconds of a clock that the tests turn by hand. */
class CallPlanTests {

    private static final long DEADLINE = 10_000;
    private static final long RETRY_WAIT = 1_000;

    private final FakeOption a = new FakeOption("a");
    private final FakeOption b = new FakeOption("b");
    private final FakeOption c = new FakeOption("c");

    @Test
    void asksInTheGivenOrder() {
        CallPlan<FakeOption> plan = plan(5, a, b);

        assertThat(plan.next(0, false)).isEqualTo(ask(a));
        assertThat(plan.last()).isEqualTo(a);
        assertThat(plan.attempts()).isEqualTo(1);
        assertThat(b.begun).isZero();
    }

    @Test
    void passesOverWhomItMayNotAsk() {
        a.mayBegin = false;

        assertThat(plan(5, a, b).next(0, false)).isEqualTo(ask(b));
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Remedy.class,
            names = {"ELSEWHERE", "AGAIN"})
    void asksTheNextOneAfterAFailureThatAnotherMayNotHave(Failure.Remedy remedy) {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);

        assertThat(plan.failed(a, failure(remedy), 1, false)).isEqualTo(ask(b));
    }

    @Test
    void givesUpAtOnceWhereTheRequestIsAtFault() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        Failure failure = failure(Failure.Remedy.NONE);

        assertThat(plan.failed(a, failure, 1, false)).isEqualTo(new Decision.GiveUp<>(failure));
        assertThat(b.begun).isZero();
    }

    @Test
    void waitsForTheOtherAttemptAsLongAsThereIsOne() {
        CallPlan<FakeOption> plan = plan(5, a, b, c);
        plan.next(0, false);
        plan.hedge(1, () -> true);

        assertThat(plan.failed(a, failure(Failure.Remedy.AGAIN), 2, true)).isEqualTo(new Decision.GoOn<>());
        assertThat(plan.failed(b, failure(Failure.Remedy.AGAIN), 3, false)).isEqualTo(ask(c));
    }

    @Test
    void asksAllAgainAfterTheBackOff() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        plan.failed(a, failure(Failure.Remedy.AGAIN), 10, false);

        assertThat(plan.failed(b, failure(Failure.Remedy.AGAIN), 20, false))
                .as("two attempts: a back-off of twice 100")
                .isEqualTo(new Decision.RetryAt<>(220));
        assertThat(plan.next(220, false)).isEqualTo(ask(a));
        assertThat(plan.attempts()).isEqualTo(3);
    }

    @Test
    void waitsAsLongAsTheSoonestOneWantsToBeLeftAlone() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        plan.failed(a, failure(Failure.Remedy.AGAIN), 10, false);
        a.wait = 900;
        b.wait = 700;

        assertThat(plan.failed(b, failure(Failure.Remedy.AGAIN), 20, false)).isEqualTo(new Decision.RetryAt<>(720));
    }

    @Test
    void doesNotAskAgainWhoHasRunOut() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        plan.failed(a, failure(Failure.Remedy.ELSEWHERE), 10, false);
        plan.failed(b, failure(Failure.Remedy.AGAIN), 20, false);

        assertThat(plan.next(220, false)).isEqualTo(ask(b));
    }

    @Test
    void givesUpWhenNobodyIsLeftWhoMayBeAskedAgain() {
        CallPlan<FakeOption> plan = plan(5, a);
        plan.next(0, false);
        Failure failure = failure(Failure.Remedy.ELSEWHERE);

        assertThat(plan.failed(a, failure, 10, false)).isEqualTo(new Decision.GiveUp<>(failure));
    }

    @Test
    void givesUpWhenItHasTriedOftenEnough() {
        CallPlan<FakeOption> plan = plan(2, a, b, c);
        plan.next(0, false);
        plan.failed(a, failure(Failure.Remedy.AGAIN), 10, false);
        Failure failure = failure(Failure.Remedy.AGAIN);

        assertThat(plan.failed(b, failure, 20, false)).isEqualTo(new Decision.GiveUp<>(failure));
        assertThat(c.begun).isZero();
    }

    @Test
    void givesUpRatherThanWaitLongerThanARetryMay() {
        CallPlan<FakeOption> plan = plan(5, a);
        plan.next(0, false);
        a.wait = RETRY_WAIT + 1;
        Failure failure = failure(Failure.Remedy.AGAIN);

        assertThat(plan.failed(a, failure, 10, false)).isEqualTo(new Decision.GiveUp<>(failure));
    }

    @Test
    void givesUpRatherThanWaitBeyondTheDeadline() {
        CallPlan<FakeOption> plan = plan(5, a);
        plan.next(0, false);
        Failure failure = failure(Failure.Remedy.AGAIN);

        assertThat(plan.failed(a, failure, DEADLINE - 100, false)).isEqualTo(new Decision.GiveUp<>(failure));
    }

    @Test
    void asksNobodyAfterTheDeadline() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        Failure failure = failure(Failure.Remedy.AGAIN);

        assertThat(plan.failed(a, failure, DEADLINE, false)).isEqualTo(new Decision.GiveUp<>(failure));
    }

    @Test
    void awaitsASlotOnlyWhereNobodyElseMayBeAsked() {
        a.mayBegin = false;
        a.full = true;

        assertThat(plan(5, a, b).next(0, false)).isEqualTo(ask(b));
        b.mayBegin = false;
        assertThat(plan(5, a, b).next(0, false)).isEqualTo(new Decision.AwaitSlot<>(a));
    }

    @Test
    void asksTheOneWhoseSlotHasBeenFound() {
        a.mayBegin = false;
        a.full = true;
        CallPlan<FakeOption> plan = plan(5, a);
        plan.next(0, false);

        assertThat(plan.slotFound(a, true, 5, false)).isEqualTo(ask(a));
    }

    @Test
    void looksForAnotherWhenTheSlotIsThereButTheAccountIsLeftAloneMeanwhile() {
        a.mayBegin = false;
        a.full = true;
        b.mayBegin = false;
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        a.full = false;
        b.mayBegin = true;

        assertThat(plan.slotFound(a, false, 5, false)).isEqualTo(ask(b));
    }

    @Test
    void saysHowLongNobodyIsToBeAsked() {
        a.mayBegin = false;
        a.wait = 900;
        b.mayBegin = false;
        b.wait = 300;

        assertThat(plan(5, a, b).next(0, false)).isEqualTo(new Decision.NobodyFree<>(300));
    }

    @Test
    void asksAnotherWhereTheFirstCannotDoWhatIsAsked() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);

        assertThat(plan.impossible(a, reason(), 1, false)).isEqualTo(ask(b));
    }

    @Test
    void refusesWhatNobodyCanDo() {
        CallPlan<FakeOption> plan = plan(5, a);
        plan.next(0, false);
        ModelErrorException reason = reason();

        assertThat(plan.impossible(a, reason, 1, false)).isEqualTo(new Decision.Refuse<>(reason));
    }

    @Test
    void failsByTheFailureWhereTheLastOneLeftCannotDoWhatIsAsked() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        Failure failure = failure(Failure.Remedy.AGAIN);
        plan.failed(a, failure, 1, false);

        assertThat(plan.impossible(b, reason(), 2, false)).isEqualTo(new Decision.GiveUp<>(failure));
    }

    @Test
    void aHedgeThatCannotDoWhatIsAskedDisturbsNobody() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);
        plan.hedge(1, () -> true);

        assertThat(plan.impossible(b, reason(), 2, true)).isEqualTo(new Decision.GoOn<>());
    }

    @Test
    void hedgesWithWhoWasNotAskedYet() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);

        assertThat(plan.hedge(1, () -> true)).isEqualTo(ask(b));
        assertThat(plan.hedge(2, () -> true)).as("nobody is left").isEqualTo(new Decision.GoOn<>());
    }

    @Test
    void releasesWhoItCannotAffordToHedgeWith() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        plan.next(0, false);

        assertThat(plan.hedge(1, () -> false)).isEqualTo(new Decision.GoOn<>());
        assertThat(b.released).isEqualTo(1);
        assertThat(plan.attempts()).isEqualTo(1);
    }

    @Test
    void spendsNoHedgeWhereNobodyIsLeft() {
        CallPlan<FakeOption> plan = plan(5, a);
        plan.next(0, false);

        assertThat(plan.hedge(1, () -> {
                    throw new AssertionError("spent");
                }))
                .isEqualTo(new Decision.GoOn<>());
    }

    @Test
    void failsByTheLastFailureWhenTimeIsUp() {
        CallPlan<FakeOption> plan = plan(5, a, b);
        assertThat(plan.timeUp()).isEqualTo(new Decision.NeverAsked<>());

        plan.next(0, false);
        assertThat(plan.timeUp())
                .isInstanceOfSatisfying(
                        Decision.GiveUp.class,
                        over -> assertThat(over.failure().isSlow()).isTrue());

        Failure failure = failure(Failure.Remedy.AGAIN);
        plan.failed(a, failure, 1, false);
        assertThat(plan.timeUp()).isEqualTo(new Decision.GiveUp<>(failure));
    }

    private static CallPlan<FakeOption> plan(int attempts, FakeOption... options) {
        return new CallPlan<>(
                List.of(options), new CallPlan.Limits(attempts, DEADLINE, RETRY_WAIT, made -> made * 100L));
    }

    private static Decision<FakeOption> ask(FakeOption option) {
        return new Decision.Ask<>(option);
    }

    private static Failure failure(Failure.Remedy remedy) {
        return new Failure(503, "503 overloaded", remedy, -1, null, null, null, null);
    }

    private static ModelErrorException reason() {
        return ModelErrorException.invalid("tools", "unsupported_operation", "It has no tools.");
    }

    private static final class FakeOption implements CallPlan.Option {

        private final String name;
        private boolean mayBegin = true;
        private boolean full;
        private long wait;
        private int begun;
        private int released;

        FakeOption(String name) {
            this.name = name;
        }

        @Override
        public boolean begin(long now) {
            begun += mayBegin ? 1 : 0;
            return mayBegin;
        }

        @Override
        public boolean isFull(long now) {
            return full;
        }

        @Override
        public long waitNanos(long now) {
            return wait;
        }

        @Override
        public void release() {
            released++;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
