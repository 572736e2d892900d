package io.quantumlayer.workflowapi.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.identity.Identity;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** State, progress, list and cancellation of runs. */
@RestController
class RunController {

    private final Runs runs;

    RunController(Runs runs) {
        this.runs = runs;
    }

    @GetMapping({
        "/api/v1/workflows/{workflowId}",
        "/api/v1/workflows/{workflowId}/status",
        "/workflows/{workflowId}/status"
    })
    @Operation(summary = "State of a run, with the progress of its stages")
    RunView run(@PathVariable("workflowId") String workflowId) {
        return runs.view(workflowId);
    }

    @GetMapping("/api/v1/workflows")
    @Operation(summary = "Runs, newest first")
    RunList list(
            @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(200) int limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Runs.Page page = runs.list(limit, cursor);
        return new RunList(page.runs(), page.nextCursor());
    }

    @PostMapping("/api/v1/workflows/{workflowId}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Asks a run to end; a sandbox that runs for it is ended within two seconds")
    Map<String, String> cancel(@PathVariable("workflowId") String workflowId, @Nullable Identity identity) {
        runs.cancel(workflowId, identity == null ? "through the API" : "by " + identity.subject());
        return Map.of("workflow_id", workflowId);
    }

    /** A page of the list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunList(
            @JsonProperty("workflows") List<RunView> workflows,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}
}
