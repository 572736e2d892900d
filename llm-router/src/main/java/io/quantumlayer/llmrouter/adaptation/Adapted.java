package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Changes;
import java.util.Set;

/**
 * A request as a model takes it.
 *
 * @param body the same array as before where nothing had to be changed
 * @param dropped members that were left out, by the client's names
 * @param adapted members that were renamed or say it otherwise, by the client's names
 * @param answer what has to be undone in the answer
 */
@SuppressWarnings("ArrayRecordComponent")
public record Adapted(byte[] body, Set<String> dropped, Set<String> adapted, AnswerRewrite answer) {

    /** A request that needed nothing. */
    public static Adapted unchanged(byte[] body) {
        return new Adapted(body, Set.of(), Set.of(), AnswerRewrite.none());
    }

    /** What of it the client is told. */
    public Changes changes() {
        return new Changes(dropped, adapted);
    }

    /** The same after changes that were made before. */
    public Adapted after(Changes before) {
        Changes all = before.and(changes());
        return new Adapted(body, all.dropped(), all.adapted(), answer);
    }
}
