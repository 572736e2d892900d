package io.quantumlayer.llmrouter.price;

import org.jspecify.annotations.Nullable;

/** What becomes of calls of models whose price is not known. */
public enum Unpriced {
    /** Nobody may make them. */
    REFUSED,
    /** Who has a budget may not make them: they would never use it up. */
    REFUSED_ON_A_BUDGET,
    /** Everybody may make them; they count as if they cost nothing. */
    ALLOWED;

    /** @param refuse whether they are refused; {@code null} for: on a budget */
    public static Unpriced of(@Nullable Boolean refuse) {
        return refuse == null ? REFUSED_ON_A_BUDGET : refuse ? REFUSED : ALLOWED;
    }

    boolean refuses(boolean onBudget) {
        return switch (this) {
            case REFUSED -> true;
            case REFUSED_ON_A_BUDGET -> onBudget;
            case ALLOWED -> false;
        };
    }
}
