package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.journal.RunRetried;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        @JsonProperty("run") RunRecord run) {

    /** State of a run that works. */
    public static final String RUNNING = "Running";

    private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

    /** The change that the run goes on in another execution, before this change of it. */
    public RunChange retried(@Nullable String step, String execution) {
        return new RunChange(
                workflowId,
                RunRetried.TYPE,
                JSON.convertValue(new RunRetried(step, execution), PAYLOAD),
                new RunRecord(run.runId(), run.requestId(), run.name(), run.language(), run.type(), RUNNING, null));
    }

    /**
     * The change that an event is.
     *
     * @param runId of the execution that the run began with; a retry goes on in another one
     */
    public static RunChange of(
            String workflowId,
            String runId,
            GenerationRequest request,
            RunEvent event,
            String state,
            @Nullable String verdict) {
        Object name = request.requirements().get("project_name");
        return new RunChange(
                workflowId,
                event.type(),
                JSON.convertValue(event, PAYLOAD),
                new RunRecord(
                        runId,
                        request.requestId(),
                        name == null ? null : name.toString(),
                        request.language(),
                        request.type(),
                        state,
                        verdict));
    }
}
