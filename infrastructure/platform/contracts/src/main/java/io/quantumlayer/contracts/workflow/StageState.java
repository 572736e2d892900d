package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a stage has come. */
public enum StageState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("completed")
    COMPLETED,
    /** The stage's check found something wrong; its drop says what. */
    @JsonProperty("failed")
    FAILED,
    /** The stage does not apply to this run; its drop says why. */
    @JsonProperty("not_applicable")
    NOT_APPLICABLE,
    /** The run failed in this stage or was canceled meanwhile; the stage left no drop of this round. */
    @JsonProperty("stopped")
    STOPPED
}
