package io.quantumlayer.quantumdrop.runs;

import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.contracts.quantumdrop.RunPage;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.quantumdrop.RunsQuery;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/runs")
class RunsController {

    private final Runs runs;

    RunsController(Runs runs) {
        this.runs = runs;
    }

    @GetMapping
    RunPage page(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return runs.page(limit, offset);
    }

    @PostMapping("/query")
    List<Run> query(@RequestBody @Valid RunsQuery query) {
        return runs.find(query.workflowIds());
    }

    @GetMapping("/{workflowId}")
    Run run(@PathVariable String workflowId) {
        return runs.find(workflowId)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "No run has the workflow id '%s'.".formatted(workflowId)));
    }

    @PutMapping("/{workflowId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void record(
            @PathVariable @NotBlank @Size(max = 255) @Pattern(regexp = NewDrop.NAME, message = NewDrop.NAME_MESSAGE)
                    String workflowId,
            @RequestBody @Valid RunRecord run) {
        runs.record(workflowId, run);
    }
}
