package io.quantumlayer.contracts.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Most that a run may use; a missing part is unlimited.
 *
 * @param usd price of all model calls in US dollars
 * @param tokens prompt and completion tokens of all model calls
 * @param calls number of model calls
 * @param seconds wall-clock time of the run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunBudget(
        @JsonProperty("usd") @Nullable Double usd,
        @JsonProperty("tokens") @Nullable Long tokens,
        @JsonProperty("calls") @Nullable Integer calls,
        @JsonProperty("seconds") @Nullable Long seconds) {}
