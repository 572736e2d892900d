package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A drop was deleted.
 *
 * @param dropType such as {@code code}
 * @param version counts from 1 within the workflow and stage
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DropDeleted(
        @JsonProperty("drop_id") String dropId,
        @JsonProperty("stage") String stage,
        @JsonProperty("type") String dropType,
        @JsonProperty("version") int version)
        implements DropEvent {

    public static final String TYPE = "drop.deleted";

    @Override
    public String type() {
        return TYPE;
    }
}
