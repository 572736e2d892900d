package io.quantumlayer.contracts.quantumdrop;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * An entry of a run's journal.
 *
 * @param seq counts from 1 within the workflow, without gaps; the id of the server-sent event
 */
public record Event(
        @JsonProperty("seq") long seq,
        @JsonProperty("at") Instant at,
        @JsonProperty("type") String type,
        @JsonProperty("payload") Map<String, Object> payload) {}
