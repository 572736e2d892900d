package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import java.util.Map;

/**
 * A change of the run as a whole, for QuantumDrop's journal and its list of runs.
 *
 * @param type of the event, as {@link io.quantumlayer.contracts.journal.RunEvent} names it
 * @param payload the event's members
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunChange(
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("type") String type,
        @JsonProperty("payload") Map<String, Object> payload,
        @JsonProperty("run") RunRecord run) {}
