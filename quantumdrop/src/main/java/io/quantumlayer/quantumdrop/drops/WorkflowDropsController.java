package io.quantumlayer.quantumdrop.drops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/workflows/{workflowId}")
class WorkflowDropsController {

    private final Drops drops;
    private final DropPages pages;
    private final DropTable table;

    WorkflowDropsController(Drops drops, DropPages pages, DropTable table) {
        this.drops = drops;
        this.pages = pages;
        this.table = table;
    }

    /** Oldest first; an unknown workflow has an empty list, as it had in the original store. */
    @GetMapping("/drops")
    DropPages.Collection list(
            @PathVariable String workflowId,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return pages.ofWorkflow(workflowId, limit, offset);
    }

    @GetMapping("/drops/{stage}")
    Drop newest(@PathVariable String workflowId, @PathVariable String stage) {
        return table.newest(workflowId, stage)
                .map(row -> drops.load(List.of(row)).getFirst())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Drop not found for stage '%s' of the workflow '%s'.".formatted(stage, workflowId)));
    }

    @GetMapping("/summary")
    DropPages.Summary summary(
            @PathVariable String workflowId,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(1000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return pages.summary(workflowId, limit, offset);
    }

    @GetMapping("/stored")
    List<Drop> stored(@PathVariable String workflowId, @RequestParam("idempotency_key") String idempotencyKey) {
        return drops.load(table.ofKey(workflowId, idempotencyKey).stream().toList());
    }

    @PostMapping("/rollback/{dropId}")
    Rollback rollBack(@PathVariable String workflowId, @PathVariable String dropId) {
        Drop restored = drops.load(List.of(drops.rollBack(workflowId, dropId))).getFirst();
        return new Rollback("Rollback successful", restored, drops.find(dropId));
    }

    record Rollback(
            @JsonProperty("message") String message,
            @JsonProperty("rollback_drop") Drop rollbackDrop,
            @JsonProperty("original_drop") Drop originalDrop) {}
}
