package io.quantumlayer.workflowapi.result;

import io.quantumlayer.contracts.workflow.RunFailure;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.platform.workflow.RunState;
import io.quantumlayer.workflowapi.run.Endings;
import io.quantumlayer.workflowapi.run.ProgressView;
import io.quantumlayer.workflowapi.run.Runs;
import io.swagger.v3.oas.annotations.Operation;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The result of a run: 200 when it has one, 202 with the progress while it runs, 409 with the cause when it has none. */
@RestController
class ResultController {

    private final Runs runs;
    private final Results results;
    private final Endings endings;

    ResultController(Runs runs, Results results, Endings endings) {
        this.runs = runs;
        this.endings = endings;
        this.results = results;
    }

    @GetMapping("/api/v1/workflows/{workflowId}/result")
    @Operation(summary = "What the run has made, with the contents of its drops")
    ResponseEntity<?> result(@PathVariable("workflowId") String workflowId) {
        WorkflowExecutionDescription run = runs.describe(workflowId);
        RunState state = Runs.state(run);
        return switch (state) {
            case Completed -> ResponseEntity.ok(results.of(run));
            case Running -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("workflow_id", workflowId);
                body.put("status", state);
                runs.progress(workflowId).ifPresent(progress -> body.put("progress", ProgressView.of(progress)));
                yield ResponseEntity.accepted().body(body);
            }
            case Failed, Canceled, Terminated, TimedOut -> {
                RunFailure failure = endings.of(run.getExecution(), state).orElseThrow();
                throw new ProblemException(
                                ProblemType.NO_RESULT,
                                "The run is %s and has no result: %s".formatted(state, failure.message()))
                        .with("workflow_id", workflowId)
                        .with("state", state)
                        .with("failure", failure);
            }
        };
    }
}
