package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.StageState;
import org.jspecify.annotations.Nullable;

/**
 * A step of a stage has left its drop, and another step of the stage follows: the stage is not done.
 *
 * @param state completed, failed or not_applicable
 * @param summary one sentence
 * @param drop what the step left; {@code null} in journals of older releases
 * @param usage what the model calls of the step used; {@code null} in journals of older releases
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageDrafted(
        @JsonProperty("stage") String stage,
        @JsonProperty("number") @Nullable Integer number,
        @JsonProperty("step") @Nullable String step,
        @JsonProperty("round") int round,
        @JsonProperty("draft") boolean draft,
        @JsonProperty("state") @Nullable StageState state,
        @JsonProperty("summary") @Nullable String summary,
        @JsonProperty("drop") @Nullable DropRef drop,
        @JsonProperty("usage") @Nullable Usage usage)
        implements StageEvent {

    public static final String TYPE = "stage.drafted";

    @Override
    public String type() {
        return TYPE;
    }
}
