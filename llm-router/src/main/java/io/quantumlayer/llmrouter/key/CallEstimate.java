package io.quantumlayer.llmrouter.key;

/** Estimate. */
public record CallEstimate(String model, long inputTokens, long maxOutputTokens, long maxCostNanos, long promptBytes) {}
