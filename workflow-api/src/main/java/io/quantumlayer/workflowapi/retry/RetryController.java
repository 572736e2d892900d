package io.quantumlayer.workflowapi.retry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a run that failed, was canceled or was terminated go on. */
@RestController
class RetryController {

    private final Retries retries;

    RetryController(Retries retries) {
        this.retries = retries;
    }

    @PostMapping("/api/v1/workflows/{workflowId}/retry")
    @Operation(
            summary =
                    "Lets a run without a result go on from the step that failed, with everything before it taken over")
    ResponseEntity<Retried> retry(@PathVariable("workflowId") String workflowId) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/workflows/" + workflowId))
                .body(retries.retry(workflowId));
    }

    /**
     * Answer to a retry.
     *
     * @param runId id of the run that goes on; the workflow's id stays
     * @param step key of the step that it goes on from, or {@code null} where no step was open
     */
    record Retried(
            @JsonProperty("workflow_id") String workflowId,
            @JsonProperty("run_id") String runId,
            @JsonProperty("status") String status,
            @JsonProperty("step") @Nullable String step) {}
}
