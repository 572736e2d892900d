package io.quantumlayer.contracts.agents;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** An answer that has passed its role's JSON Schema. */
public record Answer(
        @JsonProperty("answer") Map<String, Object> answer,
        @JsonProperty("provenance") Provenance provenance) {}
