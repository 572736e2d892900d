package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Reference to a stored drop: what workflow histories carry in place of contents.
 *
 * @param version counts from 1 within the workflow and stage
 */
public record DropRef(
        @JsonProperty("id") String id,
        @JsonProperty("stage") String stage,
        @JsonProperty("type") String type,
        @JsonProperty("version") int version) {}
