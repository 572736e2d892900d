package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.worker.run.RunActivities;
import io.quantumlayer.worker.run.RunChange;

/** Writes to QuantumDrop's list of runs and to the run's journal. */
public final class RunActivitiesImpl implements RunActivities {

    private final DropsClient drops;

    RunActivitiesImpl(DropsClient drops) {
        this.drops = drops;
    }

    @Override
    public void record(RunChange event) {
        ActivityFailures.translated(() -> {
            drops.recordRun(event.workflowId(), event.run());
            return drops.append(
                    event.workflowId(),
                    new NewEvent(event.type(), event.run().runId() + "/" + event.type(), event.payload()));
        });
    }
}
