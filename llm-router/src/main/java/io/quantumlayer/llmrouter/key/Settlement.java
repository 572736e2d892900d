package io.quantumlayer.llmrouter.key;

import io.quantumlayer.contracts.llm.CallOrigin;
import org.jspecify.annotations.Nullable;

/**
 * What a call used.
 *
 * @param provider provider that answered, or the last one that was tried
 * @param model model that answered
 * @param inputTokens tokens read, cached ones included
 * @param outputTokens tokens written
 * @param cachedInputTokens those of the tokens read that came from the provider's prompt cache
 * @param costNanos cost in 10⁻⁹ US dollars
 * @param estimated whether the tokens come from a tokeniser and not from the provider
 * @param priced whether the model's price is known
 * @param replayed whether the answer came from the journal, which costs nothing
 * @param origin the run and the step that the call was made for; {@code null} for none
 * @param status HTTP status of the answer
 */
public record Settlement(
        String provider,
        String model,
        long inputTokens,
        long outputTokens,
        long cachedInputTokens,
        long costNanos,
        boolean estimated,
        boolean priced,
        boolean replayed,
        @Nullable CallOrigin origin,
        int status) {

    long tokens() {
        return inputTokens + outputTokens;
    }
}
