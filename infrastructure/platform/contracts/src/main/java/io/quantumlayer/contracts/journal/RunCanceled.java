package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The run was canceled.
 *
 * @param reason who or what canceled it, where that is known
 * @param usage what the model calls used, as far as their steps came to an end or failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunCanceled(
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("usage") @Nullable Usage usage,
        @JsonProperty("run_id") @Nullable String runId)
        implements RunEnd {

    public static final String TYPE = "run.canceled";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String state() {
        return "Canceled";
    }
}
