package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task may still use. Each model call reserves its share before it starts and settles what it really took, so
 * calls that run in parallel do not spend the same remainder twice.
 *
 * <p>The price of a call is only known afterwards: with a limit in dollars the first call runs alone, and each later one
 * reserves the highest price so far.
 */
final class Budget {

    private static final long SHORTEST_ANSWER = 256;

    /** Rather than with a shorter answer than this, a call waits for the end of others that may leave more. */
    private static final long COMFORTABLE_ANSWER = 4096;

    private final RunBudget limits;
    private final RunBudget whole;
    private final Usage taken;
    private final InstantSource clock;
    private final Instant started;

    private Usage used = Usage.NONE;
    private int openCalls;
    private long openTokens;
    private double openUsd;
    private double highestPrice;
    private boolean priced;

    Budget(@Nullable RunBudget limits, InstantSource clock) {
        this(limits, null, Usage.NONE, clock);
    }

    /**
     * A budget.
     *
     * @param limits what is left of the run's budget
     * @param whole the run's budget; {@code null} where nothing of it was used
     * @param taken what earlier attempts of the task have used
     */
    Budget(@Nullable RunBudget limits, @Nullable RunBudget whole, Usage taken, InstantSource clock) {
        this.limits = limits == null ? new RunBudget(null, null, null, null) : limits;
        this.whole = whole == null ? this.limits : whole;
        this.taken = taken;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** What has been used so far, by this attempt. */
    synchronized Usage used() {
        return used;
    }

    /** Whether there is a limit in dollars: then no call may be made whose price nobody knows. */
    boolean isInUsd() {
        return limits.usd() != null;
    }

    /** What all attempts have used so far. */
    synchronized Usage usedInAll() {
        return taken.plus(used);
    }

    /**
     * Reserves a model call; waits for open calls where their end may leave enough.
     *
     * @param promptTokens estimated tokens of the prompt
     * @param maxTokens longest answer that is wanted
     * @throws ProblemException BUDGET_EXCEEDED saying which limit the call would break and what was used
     */
    synchronized Reservation reserve(long promptTokens, int maxTokens) throws InterruptedException {
        while (true) {
            Optional<Breach> breach = breach(promptTokens, maxTokens);
            if (breach.isEmpty()) {
                return new Reservation(promptTokens, answerTokens(promptTokens, maxTokens), highestPrice);
            }
            if (openCalls == 0 || breach.get().limit().equals("seconds")) {
                throw exceeded(breach.get());
            }
            wait();
        }
    }

    private Optional<Breach> breach(long promptTokens, int maxTokens) {
        Usage sum = taken.plus(used);
        if (limits.seconds() != null) {
            long seconds = Duration.between(started, clock.instant()).toSeconds();
            if (seconds >= limits.seconds()) {
                return Optional.of(new Breach("seconds", limits.seconds(), whole.seconds(), seconds));
            }
        }
        if (limits.calls() != null && sum.calls() + openCalls + 1 > limits.calls()) {
            return Optional.of(new Breach("calls", limits.calls(), whole.calls(), sum.calls()));
        }
        long least = openCalls == 0 ? SHORTEST_ANSWER : COMFORTABLE_ANSWER;
        if (limits.tokens() != null && answerTokens(promptTokens, maxTokens) < Math.min(maxTokens, least)) {
            return Optional.of(new Breach("tokens", limits.tokens(), whole.tokens(), tokens(sum)));
        }
        if (limits.usd() != null
                && (openCalls > 0 && !priced || sum.costUsd() + openUsd + highestPrice > limits.usd())) {
            return Optional.of(new Breach("usd", limits.usd(), whole.usd(), sum.costUsd()));
        }
        return Optional.empty();
    }

    private int answerTokens(long promptTokens, int maxTokens) {
        if (limits.tokens() == null) {
            return maxTokens;
        }
        long left = limits.tokens() - tokens(taken.plus(used)) - openTokens - promptTokens;
        return (int) Math.min(maxTokens, left);
    }

    private static long tokens(Usage usage) {
        return usage.promptTokens() + usage.completionTokens();
    }

    private ProblemException exceeded(Breach breach) {
        return new ProblemException(
                        ProblemType.BUDGET_EXCEEDED,
                        "The next model call would go over the budget of %s %s; %s of them are used."
                                .formatted(breach.allowed(), breach.limit(), breach.usedOfWhole()))
                .with("limit", breach.limit())
                .with("allowed", breach.allowed())
                .with(TaskRequest.USED, taken.plus(used));
    }

    private synchronized void close(Reservation reservation, Usage actual) {
        openCalls--;
        openTokens -= reservation.promptTokens + reservation.answerTokens;
        openUsd -= reservation.usd;
        used = used.plus(actual);
        highestPrice = Math.max(highestPrice, actual.costUsd());
        priced |= actual.calls() > 0;
        notifyAll();
    }

    /**
     * A limit that the next call would break.
     *
     * @param left what the task was given of it
     * @param whole what the run was given of it; {@code null} where that is the same
     * @param used what the task has used of it
     */
    private record Breach(
            String limit, Number left, @Nullable Number whole, Number used) {

        Number allowed() {
            return whole == null ? left : whole;
        }

        String usedOfWhole() {
            BigDecimal before = new BigDecimal(allowed().toString()).subtract(new BigDecimal(left.toString()));
            BigDecimal sum = before.add(new BigDecimal(used.toString())).stripTrailingZeros();
            return sum.toPlainString();
        }
    }

    /** The share of one model call; ends exactly once, by being settled or abandoned. */
    final class Reservation {

        private final long promptTokens;
        private final int answerTokens;
        private final double usd;

        private Reservation(long promptTokens, int answerTokens, double usd) {
            this.promptTokens = promptTokens;
            this.answerTokens = answerTokens;
            this.usd = usd;
            openCalls++;
            openTokens += promptTokens + answerTokens;
            openUsd += usd;
        }

        /** Longest answer that the budget allows. */
        int answerTokens() {
            return answerTokens;
        }

        /** Ends a call that answered. */
        void settle(Usage actual) {
            close(this, actual);
        }

        /** Ends a call that the provider did not take: it is no call. */
        void refused() {
            close(this, Usage.NONE);
        }

        /** Ends a call that failed; what it took is not known, but it was a call. */
        void abandon() {
            close(this, new Usage(1, 0, 0, 0));
        }
    }
}
