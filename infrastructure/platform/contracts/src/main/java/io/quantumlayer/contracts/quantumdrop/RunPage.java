package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A page of runs, newest first.
 *
 * @param total number of all runs
 */
public record RunPage(
        @JsonProperty("runs") List<Run> runs,
        @JsonProperty("total") long total,
        @JsonProperty("limit") int limit,
        @JsonProperty("offset") int offset) {}
