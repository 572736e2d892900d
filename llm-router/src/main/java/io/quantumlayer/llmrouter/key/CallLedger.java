package io.quantumlayer.llmrouter.key;

/** Counts every call that ended; called on event loops, so it must not block. */
@FunctionalInterface
public interface CallLedger {

    /** Adds a call. */
    void record(String keyId, String owner, Settlement settlement);
}
