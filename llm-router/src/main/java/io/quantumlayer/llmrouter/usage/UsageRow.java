package io.quantumlayer.llmrouter.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a key used of a model on a day.
 *
 * @param run the run that it was used for; as step and round {@code null} in sums of all calls
 * @param estimatedCalls those of the calls whose tokens come from a tokeniser and not from the provider
 * @param unpricedCalls those of the calls whose cost is not known and counts as 0
 * @param failedCalls those of the calls that were answered with a status of 400 or more
 * @param replayedCalls those of the calls whose answer came from the journal and cost nothing
 * @param promptTokens tokens read, cached ones included
 * @param costUsd US dollars, exact to 10⁻⁹
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageRow(
        @JsonProperty("key") String key,
        @JsonProperty("owner") String owner,
        @JsonProperty("provider") String provider,
        @JsonProperty("model") String model,
        @JsonProperty("day") LocalDate day,

        @JsonProperty("run") @Nullable String run,

        @JsonProperty("step") @Nullable String step,

        @JsonProperty("round") @Nullable Integer round,

        @JsonProperty("calls") long calls,
        @JsonProperty("estimated_calls") long estimatedCalls,
        @JsonProperty("unpriced_calls") long unpricedCalls,
        @JsonProperty("failed_calls") long failedCalls,
        @JsonProperty("replayed_calls") long replayedCalls,
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("cached_tokens") long cachedTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("cost_usd") BigDecimal costUsd) {}
