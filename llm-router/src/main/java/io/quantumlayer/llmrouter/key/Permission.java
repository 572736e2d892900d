package io.quantumlayer.llmrouter.key;

import java.util.List;
import java.util.function.Predicate;

/** Which models a caller may ask. */
public sealed interface Permission {

    /**
     * Some, or all.
     *
     * @param named models that are allowed by their whole names
     * @param allowed whether a model is allowed
     */
    record Models(List<String> named, Predicate<String> allowed) implements Permission {}

    /** None, as the caller has no key that works. */
    record None(Admission.Refused reason) implements Permission {}
}
