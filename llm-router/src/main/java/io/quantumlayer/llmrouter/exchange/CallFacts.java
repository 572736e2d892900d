package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.Changes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call when something is told about it: in headers, in the books, in metrics and in a span.
 *
 * @param accounting {@code null} before the caller was let in
 * @param candidate who has answered, or was asked last; {@code null} where nobody was
 * @param answered what only an attempt with an answer knows; {@code null} for the router's own answers
 * @param changes what was changed of the request for the candidate
 * @param attempts number of attempts and what came of those that gave no answer
 * @param redactions number of sensitive texts that were taken out of the prompt
 * @param cacheMissed whether an answer that was kept was looked for, and there was none
 */
record CallFacts(
        Call call,
        @Nullable Accounting accounting,
        @Nullable Candidate candidate,
        @Nullable Answered answered,
        Changes changes,
        String attempts,
        int redactions,
        boolean cacheMissed) {

    /**
     * An attempt that has an answer.
     *
     * @param countedHere whether the router itself has counted the tokens that were asked for
     * @param upstreamNanos nanoseconds in which the provider was waited for
     * @param firstContentNanos nanoseconds to the first content of a stream; 0 for none
     * @param transcript what was answered, as traces tell it; {@code null} for nothing
     */
    record Answered(
            boolean countedHere, long upstreamNanos, long firstContentNanos, Supplier<@Nullable String> transcript) {}

    long upstreamNanos() {
        return answered == null ? 0 : answered.upstreamNanos();
    }

    long firstContentNanos() {
        return answered == null ? 0 : answered.firstContentNanos();
    }
}
