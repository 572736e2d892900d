package io.quantumlayer.contracts.agents;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a task is worked on. */
public enum Pattern {
    /** One input, one answer. */
    @JsonProperty("single")
    SINGLE,
    /** Several inputs for the same role at once, one answer each in the order of the inputs. */
    @JsonProperty("fan-out")
    FAN_OUT
}
