package io.quantumlayer.llmrouter.key;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which models a caller may ask. */
public sealed interface Permission {

    /**
     * Some, or all.
     *
     * @param keyId id of the caller's key; {@code null} where nobody is asked for one
     * @param named models that are allowed by their whole names
     * @param allowed whether a model is allowed
     */
    record Models(@Nullable String keyId, List<String> named, Predicate<String> allowed) implements Permission {}

    /** None, as the caller has no key that works. */
    record None(Admission.Refused reason) implements Permission {}
}
