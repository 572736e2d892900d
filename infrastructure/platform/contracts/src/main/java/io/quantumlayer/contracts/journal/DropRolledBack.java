package io.quantumlayer.contracts.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An older drop was stored again as the newest of its stage.
 *
 * @param dropId the new drop
 * @param rollbackFrom the older drop
 * @param staleStages stages whose drops were made from what is no longer the newest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DropRolledBack(
        @JsonProperty("drop_id") String dropId,
        @JsonProperty("rollback_from") String rollbackFrom,
        @JsonProperty("stage") String stage,
        @JsonProperty("version") int version,
        @JsonProperty("stale_stages") List<String> staleStages)
        implements DropEvent {

    public static final String TYPE = "drop.rolled_back";

    @Override
    public String type() {
        return TYPE;
    }
}
