package io.quantumlayer.workflowapi.result;

import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropRef;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.workflow.RunOutcome;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Puts a run's outcome together with the contents of its drops. */
@Component
class Results {

    private final WorkflowClient client;
    private final DropsClient drops;
    private final ResultWriter writer;

    Results(WorkflowClient client, DropsClient drops, ResultWriter writer) {
        this.client = client;
        this.drops = drops;
        this.writer = writer;
    }

    Map<String, Object> of(WorkflowExecutionDescription run) {
        String workflowId = run.getExecution().getWorkflowId();
        RunOutcome outcome = client.newUntypedWorkflowStub(workflowId).getResult(RunOutcome.class);
        Map<String, Drop> byStage = new LinkedHashMap<>();
        Map<String, List<DropFile>> files = new LinkedHashMap<>();
        for (DropRef ref : outcome.drops()) {
            byStage.put(ref.stage(), drops.drop(ref.id()));
            files.put(ref.stage(), drops.contents(ref.id()));
        }
        return writer.write(run, outcome, byStage, files);
    }
}
