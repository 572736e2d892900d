package io.quantumlayer.recipes.recipe;

import java.util.List;

/** A recipe that cannot be used; the message names the file, each wrong member and what it must be. */
public final class InvalidRecipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRecipeException(String file, List<String> faults) {
        super(file + ": " + String.join("; ", faults));
    }

    InvalidRecipeException(String file, String fault, Throwable cause) {
        super(file + ": " + fault, cause);
    }
}
