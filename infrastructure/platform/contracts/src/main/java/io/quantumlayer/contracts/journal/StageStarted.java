package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A step of a stage has begun; written once, however often the step is attempted.
 *
 * @param number position of the stage, {@code null} for the summary
 * @param step activity that works
 * @param draft whether another step of the stage follows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageStarted(
        @JsonProperty("stage") String stage,
        @JsonProperty("number") @Nullable Integer number,
        @JsonProperty("step") @Nullable String step,
        @JsonProperty("round") int round,
        @JsonProperty("draft") boolean draft)
        implements StageEvent {

    public static final String TYPE = "stage.started";

    @Override
    public String type() {
        return TYPE;
    }
}
