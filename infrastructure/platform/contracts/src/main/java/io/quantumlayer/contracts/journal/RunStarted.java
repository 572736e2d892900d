package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The workflow has begun.
 *
 * @param runId Temporal's id of the execution
 * @param language programming language that was asked for
 * @param projectType kind of project that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStarted(
        @JsonProperty("language") @Nullable String language,
        @JsonProperty("type") @Nullable String projectType,
        @JsonProperty("run_id") @Nullable String runId)
        implements RunBeginning {

    public static final String TYPE = "run.started";

    @Override
    public String type() {
        return TYPE;
    }
}
