package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BudgetTests {

    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;

    @Test
    void limitsNothingWithoutLimits() throws Exception {
        Budget budget = new Budget(null, clock);

        assertThat(budget.reserve(1_000_000, 8192).answerTokens()).isEqualTo(8192);
    }

    @Test
    void countsCallsThatAreOpenAndCallsThatFailed() throws Exception {
        Budget budget = new Budget(new RunBudget(null, null, 2, null), clock);

        budget.reserve(10, 100).abandon();
        budget.reserve(10, 100).settle(new Usage(1, 10, 20, 0.5));

        assertBreach(() -> budget.reserve(10, 100), "calls", 2);
        assertThat(budget.used()).isEqualTo(new Usage(2, 10, 20, 0.5));
    }

    @Test
    void shortensTheAnswerToTheTokensThatAreLeft() throws Exception {
        Budget budget = new Budget(new RunBudget(null, 1_000L, null, null), clock);

        Budget.Reservation first = budget.reserve(100, 8192);

        assertThat(first.answerTokens()).isEqualTo(900);
        first.settle(new Usage(1, 100, 300, 0));
        assertThat(budget.reserve(100, 300).answerTokens()).isEqualTo(300);
    }

    /** Of ten calls of the run, earlier steps have used seven, kept answers of this task two, and it has made one. */
    @Test
    void tellsOfTheRunsBudgetAndNotOfItsRest() throws Exception {
        Budget budget = new Budget(
                new RunBudget(null, null, 3, null), new RunBudget(null, null, 10, null), new Usage(2, 0, 0, 0), clock);
        budget.reserve(10, 100).settle(new Usage(1, 10, 20, 0));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> budget.reserve(10, 100))
                .withMessageContaining("the budget of 10 calls; 10 of them are used");
    }

    @Test
    void aCallThatTheProviderDidNotTakeIsNone() throws Exception {
        Budget budget = new Budget(new RunBudget(null, null, 1, null), clock);

        budget.reserve(10, 100).refused();

        assertThat(budget.used()).isEqualTo(Usage.NONE);
        assertThat(budget.reserve(10, 100).answerTokens()).isEqualTo(100);
    }

    @Test
    void refusesACallWhosePromptLeavesNoRoomForAnAnswer() {
        Budget budget = new Budget(new RunBudget(null, 1_000L, null, null), clock);

        assertBreach(() -> budget.reserve(900, 8192), "tokens", 1_000L);
    }

    @Test
    void waitsForAnOpenCallWhoseEndMayLeaveEnough() throws Exception {
        Budget budget = new Budget(new RunBudget(null, 2_000L, null, null), clock);
        Budget.Reservation first = budget.reserve(100, 1_900);

        CompletableFuture<Budget.Reservation> second = reserve(budget);
        assertThat(second).isNotDone();
        first.settle(new Usage(1, 100, 100, 0));

        assertThat(second.get(10, TimeUnit.SECONDS).answerTokens()).isEqualTo(1_700);
    }

    @Test
    void refusesAWaitingCallWhenTheOpenOneHasTakenAll() throws Exception {
        Budget budget = new Budget(new RunBudget(null, 2_000L, null, null), clock);
        Budget.Reservation first = budget.reserve(100, 1_900);

        CompletableFuture<Budget.Reservation> second = reserve(budget);
        first.settle(new Usage(1, 100, 1_900, 0));

        assertThat(second).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void reservesTheHighestPriceSoFar() throws Exception {
        Budget budget = new Budget(new RunBudget(1.0, null, null, null), clock);
        budget.reserve(1, 1).settle(new Usage(1, 1, 1, 0.4));

        Budget.Reservation open = budget.reserve(1, 1);
        CompletableFuture<Budget.Reservation> third = reserve(budget);
        assertThat(third).isNotDone();
        open.settle(new Usage(1, 1, 1, 0.1));

        assertThat(third).succeedsWithin(Duration.ofSeconds(10));
        third.join().settle(new Usage(1, 1, 1, 0.4));
        assertBreach(() -> budget.reserve(1, 1), "usd", 1.0);
    }

    @Test
    void letsTheFirstCallRunAloneUntilThePriceIsKnown() throws Exception {
        Budget budget = new Budget(new RunBudget(1.0, null, null, null), clock);
        Budget.Reservation first = budget.reserve(1, 1);

        CompletableFuture<Budget.Reservation> second = reserve(budget);
        assertThat(second).isNotDone();
        first.settle(new Usage(1, 1, 1, 0));

        assertThat(second).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void letsFreeModelsRunWithoutMoney() throws Exception {
        Budget budget = new Budget(new RunBudget(0.0, null, null, null), clock);

        budget.reserve(1, 1).settle(new Usage(1, 1, 1, 0));
        budget.reserve(1, 1).settle(new Usage(1, 1, 1, 0));

        assertThat(budget.used().calls()).isEqualTo(2);
    }

    @Test
    void refusesCallsAfterTheTimeIsUp() throws Exception {
        Budget budget = new Budget(new RunBudget(null, null, null, 60L), clock);
        budget.reserve(1, 1).settle(new Usage(1, 1, 1, 0));

        now = now.plusSeconds(60);

        assertBreach(() -> budget.reserve(1, 1), "seconds", 60L);
    }

    private static CompletableFuture<Budget.Reservation> reserve(Budget budget) throws InterruptedException {
        CompletableFuture<Budget.Reservation> reservation = new CompletableFuture<>();
        Thread thread = Executors.defaultThreadFactory().newThread(() -> {
            try {
                reservation.complete(budget.reserve(100, 1_900));
            } catch (Exception e) {
                reservation.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        return reservation;
    }

    private static void assertBreach(ThrowingCallable call, String limit, Number allowed) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies(problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.BUDGET_EXCEEDED);
            assertThat(problem.detail()).contains(allowed + " " + limit);
            assertThat(problem.members())
                    .containsEntry("limit", limit)
                    .containsEntry("allowed", allowed)
                    .containsKey("used");
        });
    }
}
