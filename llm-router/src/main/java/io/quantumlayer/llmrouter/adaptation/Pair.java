package io.quantumlayer.llmrouter.adaptation;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Two members of which a model takes one alone.
 *
 * @param stays the member that a request keeps
 * @param goes the member that is left out beside it
 */
record Pair(String stays, String goes) {

    private static final char BESIDE = '+';

    static boolean isPair(String learned) {
        return learned.indexOf(BESIDE) > 0;
    }

    static Pair of(String learned) {
        int at = learned.indexOf(BESIDE);
        return new Pair(learned.substring(0, at), learned.substring(at + 1));
    }

    /** The member to leave out of a request; {@code null} where it does not have both. */
    @Nullable
    String leaves(Predicate<String> has) {
        return has.test(stays) && has.test(goes) ? goes : null;
    }

    /** As it is remembered. */
    String learned() {
        return stays + BESIDE + goes;
    }
}
