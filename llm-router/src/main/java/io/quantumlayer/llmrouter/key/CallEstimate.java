package io.quantumlayer.llmrouter.key;

/**
 * What a call may use at most; limits and budgets are reserved by it before the call.
 *
 * @param model model that the caller asks for
 * @param inputTokens upper estimate of the tokens that are read
 * @param maxOutputTokens tokens that may be written: what the request allows, or the setting's default
 * @param maxCostNanos upper bound of the cost in 10⁻⁹ US dollars; 0 when the price is not known
 * @param promptBytes size of the request's body
 */
public record CallEstimate(String model, long inputTokens, long maxOutputTokens, long maxCostNanos, long promptBytes) {

    long tokens() {
        return inputTokens + maxOutputTokens;
    }
}
