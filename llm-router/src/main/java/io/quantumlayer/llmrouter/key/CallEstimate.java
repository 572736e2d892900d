package io.quantumlayer.llmrouter.key;

/**
 * The most that a call will use.
 *
 * @param maxCostNanos in billionths of a US dollar; 0 where no price is known
 */
public record CallEstimate(String model, long inputTokens, long maxOutputTokens, long maxCostNanos) {

    long tokens() {
        return inputTokens + maxOutputTokens;
    }
}
