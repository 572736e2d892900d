package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.ModelErrorException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one call who is asked next, who again and when, when a second one is asked beside the first, and when the
 * call gives up. It reads no clock, sends nothing and waits for nothing: the time comes with every question, and what is
 * to be done about an answer is the caller's.
 *
 * @param <C> who can be asked
 */
final class CallPlan<C extends CallPlan.Option> {

    /** Someone who can be asked. Times are nanoseconds of one clock that only goes on. */
    interface Option {

        /** Whether it may be asked now; who is told yes has to ask it, or to release it. */
        boolean begin(long now);

        /** Whether it could be asked, were one of its slots free. */
        boolean isFull(long now);

        /** How long it is to be left alone; 0 for not at all. */
        long waitNanos(long now);

        /** Takes {@link #begin} back. */
        void release();
    }

    /** What is to be done next. */
    sealed interface Decision<C> {

        /** The option is asked; it has begun. */
        record Ask<C>(C option) implements Decision<C> {}

        /** A slot of the option is waited for. */
        record AwaitSlot<C>(C option) implements Decision<C> {}

        /** Nothing until then; then {@link CallPlan#next} is asked. */
        record RetryAt<C>(long nanos) implements Decision<C> {}

        /** Nothing: another attempt is on its way. */
        record GoOn<C>() implements Decision<C> {}

        /** The call fails by what its last attempt failed by. */
        record GiveUp<C>(Failure failure) implements Decision<C> {}

        /** No option can do what is asked. */
        record Refuse<C>(ModelErrorException reason) implements Decision<C> {}

        /** The call's time was up before anybody had a slot for it. */
        record NeverAsked<C>() implements Decision<C> {}

        /** No option may be asked for so long. */
        record NobodyFree<C>(long waitNanos) implements Decision<C> {}
    }

    /**
     * How long a call tries.
     *
     * @param attempts how many attempts it makes at the most
     * @param deadline when its time is up
     * @param retryWaitNanos how long it waits at the most before the options are asked again
     * @param backoffNanos how long it waits at the least, by the number of attempts made
     */
    record Limits(int attempts, long deadline, long retryWaitNanos, IntToLongFunction backoffNanos) {}

    private final List<C> options;
    private final Limits limits;
    private final Set<C> tried = new HashSet<>();
    private final Set<C> excluded = new HashSet<>();
    private @Nullable C last;
    private @Nullable Failure lastFailure;
    private int attempts;

    /** @param options in the order in which they are to be asked */
    CallPlan(List<C> options, Limits limits) {
        this.options = options;
        this.limits = limits;
    }

    /**
     * Who is asked next.
     *
     * @param live whether another attempt is on its way
     */
    Decision<C> next(long now, boolean live) {
        Decision<C> found = option(now, live);
        return found == null ? nobodyLeft(now) : found;
    }

    /** The option's slot was waited for and is there; whoever may not be asked any more gives it back. */
    Decision<C> slotFound(C option, boolean begun, long now, boolean live) {
        return begun ? ask(option) : next(now, live);
    }

    /** The option cannot do what is asked; perhaps another can. It was released already. */
    Decision<C> impossible(C option, ModelErrorException reason, long now, boolean live) {
        excluded.add(option);
        Decision<C> other = option(now, live);
        if (other != null) {
            return other;
        }
        if (lastFailure != null) {
            return new Decision.GiveUp<>(lastFailure);
        }
        return live ? new Decision.GoOn<>() : new Decision.Refuse<>(reason);
    }

    /** An attempt has ended without an answer. */
    Decision<C> failed(C option, Failure failure, long now, boolean live) {
        lastFailure = failure;
        switch (failure.remedy()) {
            case NONE -> {
                return new Decision.GiveUp<>(failure);
            }
            case ELSEWHERE -> excluded.add(option);
            case AGAIN -> {
                // It may be asked again when the others were asked.
            }
        }
        if (live) {
            return new Decision.GoOn<>();
        }
        return now - limits.deadline() >= 0 || attempts >= limits.attempts()
                ? new Decision.GiveUp<>(failure)
                : next(now, false);
    }

    /**
     * Who is asked beside the one that is slow.
     *
     * @param affordable whether the route has a hedge left to spend; then it is spent
     */
    Decision<C> hedge(long now, BooleanSupplier affordable) {
        C other = begun(now);
        if (other == null) {
            return new Decision.GoOn<>();
        }
        if (!affordable.getAsBoolean()) {
            other.release();
            return new Decision.GoOn<>();
        }
        return ask(other);
    }

    /** The call's time is up. */
    Decision<C> timeUp() {
        return last == null
                ? new Decision.NeverAsked<>()
                : new Decision.GiveUp<>(
                        lastFailure == null ? Failure.timeout("timeout of the whole call") : lastFailure);
    }

    /** The one that was asked last; {@code null} before anybody was. */
    @Nullable
    C last() {
        return last;
    }

    int attempts() {
        return attempts;
    }

    List<C> options() {
        return options;
    }

    private Decision<C> ask(C option) {
        tried.add(option);
        attempts++;
        last = option;
        return new Decision.Ask<>(option);
    }

    private @Nullable Decision<C> option(long now, boolean live) {
        C free = begun(now);
        if (free != null) {
            return ask(free);
        }
        if (!live) {
            for (C option : options) {
                if (!tried.contains(option) && option.isFull(now)) {
                    return new Decision.AwaitSlot<>(option);
                }
            }
        }
        return null;
    }

    /** The first that was not asked yet and may be asked. */
    private @Nullable C begun(long now) {
        for (C option : options) {
            if (!tried.contains(option) && option.begin(now)) {
                return option;
            }
        }
        return null;
    }

    /** Everyone was asked, or is not to be asked now. */
    private Decision<C> nobodyLeft(long now) {
        long soonest = Long.MAX_VALUE;
        for (C option : options) {
            if (!excluded.contains(option)) {
                soonest = Math.min(soonest, Math.max(0, option.waitNanos(now)));
            }
        }
        Failure failure = lastFailure;
        if (failure == null) {
            return new Decision.NobodyFree<>(soonest == Long.MAX_VALUE ? 0 : soonest);
        }
        if (soonest == Long.MAX_VALUE || attempts >= limits.attempts() || failure.remedy() != Failure.Remedy.AGAIN) {
            return new Decision.GiveUp<>(failure);
        }
        long wait = Math.max(soonest, limits.backoffNanos().applyAsLong(attempts));
        if (wait > limits.retryWaitNanos() || now + wait - limits.deadline() >= 0) {
            return new Decision.GiveUp<>(failure);
        }
        tried.clear();
        tried.addAll(excluded);
        return new Decision.RetryAt<>(now + wait);
    }
}
