package io.quantumlayer.quantumdrop.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two drops.
 *
 * @param artifact {@code null} when the artifacts are equal
 * @param files those that differ, sorted by path
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DropDiff(
        @JsonProperty("from") DropRef from,
        @JsonProperty("to") DropRef to,
        @JsonProperty("identical") boolean identical,
        @JsonProperty("artifact") @Nullable TextDiff artifact,
        @JsonProperty("files") List<TextDiff> files) {

    /**
     * What differs between two texts.
     *
     * @param diff in the unified format; {@code null} when the texts are too large to compare
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextDiff(
            @JsonProperty("path") String path,
            @JsonProperty("change") Change change,
            @JsonProperty("diff") @Nullable String diff) {}

    /** How a text changed. */
    enum Change {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("modified")
        MODIFIED
    }
}
