package io.quantumlayer.agents.task;

/**
 * Numbers of the model calls that one input takes. Work that is begun again after a crash asks under the same numbers, by
 * which the router finds the answers that are paid for; a question whose answers were no good is asked under new ones.
 */
final class CallNumbers {

    private int last;
    private int refused;

    /** @param used numbers that are used up */
    CallNumbers(int used) {
        this.last = used;
        this.refused = used;
    }

    /** Number of the next call, whatever becomes of it. */
    int next() {
        return ++last;
    }

    /** The number of the last call. */
    int last() {
        return last;
    }

    /** The answers so far are no good: their numbers are used up. */
    void refuse() {
        refused = last;
    }

    /** Numbers that are used up, as far as no answer was good. */
    int refused() {
        return refused;
    }
}
