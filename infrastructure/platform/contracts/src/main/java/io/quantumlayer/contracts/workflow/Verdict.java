package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a finished run may claim. */
public enum Verdict {
    /** Every requirement covered, built, and all tests passed. */
    @JsonProperty("complete")
    COMPLETE,
    /** Something was not covered or not run; each such thing is named. */
    @JsonProperty("partial")
    PARTIAL,
    /** The project does not build or a test fails. */
    @JsonProperty("failed")
    FAILED
}
