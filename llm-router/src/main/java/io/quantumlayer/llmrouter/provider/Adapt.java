package io.quantumlayer.llmrouter.provider;

/** What becomes of a request that a model does not take as it is. */
public enum Adapt {
    /** What does not change the answer's meaning is left out or said otherwise, and the answer's headers say so. */
    LENIENT,
    /** It is refused. */
    STRICT
}
