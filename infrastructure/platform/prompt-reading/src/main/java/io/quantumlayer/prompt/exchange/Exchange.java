package io.quantumlayer.prompt.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What goes in, what comes out, or both.
 *
 * @param takes what goes in, unless nothing is said of it
 * @param gives what comes out, unless nothing is said of it
 * @param certainty how sure it is that this is said
 */
public record Exchange(@Nullable Thing takes, @Nullable Thing gives, Certainty certainty) {

    /** Words of a text from {@code from} to before {@code to}; the last one is the noun. */
    public record Thing(int from, int to) {}

    /** How sure it is that a text says what goes in or comes out. */
    public enum Certainty {
        /** A verb says so: "takes a title", "returns a slug", "converts a title to a slug". */
        STATED,
        /** It is what shall be made: "create a slug", but also "create a cache". */
        MADE,
        /** By prepositions alone, or as the further one of several: "a slug from a title", "CSV to JSON". */
        IMPLIED,
        /** "The slug of a title", but also "the length of a title". */
        POSSESSED
    }
}
