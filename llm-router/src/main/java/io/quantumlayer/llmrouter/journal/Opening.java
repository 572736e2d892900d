package io.quantumlayer.llmrouter.journal;

/** What the journal knows of a call that is about to be made. */
public sealed interface Opening {

    /** Nothing: the call is written down as begun, and nobody else begins it. */
    record Begun() implements Opening {}

    /** It was made, and this is its answer. */
    record Answered(StoredAnswer answer) implements Opening {}

    /** It is being made, by this router or another. */
    record UnderWay() implements Opening {}
}
