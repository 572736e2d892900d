package io.quantumlayer.protocols;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What was changed of a request, as the headers of its answer tell it.
 *
 * @param dropped members that were left out, by the client's names
 * @param adapted members that were renamed or say it otherwise, by the client's names
 */
public record Changes(Set<String> dropped, Set<String> adapted) {

    /** Of a request that was passed on as it was. */
    public static final Changes NONE = new Changes(Set.of(), Set.of());

    /** Keeps copies. */
    public Changes {
        dropped = Collections.unmodifiableSet(new LinkedHashSet<>(dropped));
        adapted = Collections.unmodifiableSet(new LinkedHashSet<>(adapted));
    }

    /** These and more. */
    public Changes and(Changes more) {
        return new Changes(union(dropped, more.dropped), union(adapted, more.adapted));
    }

    /** The same by other names of the members. */
    public Changes named(UnaryOperator<String> names) {
        return new Changes(named(dropped, names), named(adapted, names));
    }

    private static Set<String> named(Set<String> members, UnaryOperator<String> names) {
        Set<String> named = new LinkedHashSet<>();
        members.forEach(member -> named.add(names.apply(member)));
        return named;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
