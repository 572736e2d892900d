package io.quantumlayer.llmrouter.journal;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.Digest;

/**
 * By what an answer is found again: another key, run, step, round, number or request never meets it.
 *
 * @param keyId the caller's key
 * @param request of all that is asked
 */
public record CallKey(String keyId, CallOrigin origin, Digest request) {}
