package io.quantumlayer.workflowapi.start;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Answer to a start request, with the members of the original platform. */
@JsonPropertyOrder({"workflow_id", "run_id", "status", "message"})
record Started(
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("run_id") String runId,
        @JsonProperty("status") String status,
        @JsonProperty("message") String message) {

    static Started of(String workflowId, String runId) {
        return new Started(workflowId, runId, "started", "Extended workflow started successfully (12 stages)");
    }
}
