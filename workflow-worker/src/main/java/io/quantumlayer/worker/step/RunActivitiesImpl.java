package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.journal.RunStarted;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.worker.run.RunActivities;
import io.quantumlayer.worker.run.RunChange;

/** Writes to QuantumDrop's list of runs and to the run's journal. */
public final class RunActivitiesImpl implements RunActivities {

    private final DropsClient drops;

    public RunActivitiesImpl(DropsClient drops) {
        this.drops = drops;
    }

    @Override
    public void record(RunChange change) {
        Execution execution = Execution.current();
        ActivityFailures.translated(() -> {
            if (execution.retries(change.run().runId()) && !change.type().equals(RunStarted.TYPE)) {
                write(drops, change.retried(null, execution.runId()), execution);
            }
            return write(drops, change, execution);
        });
    }

    /** Writes a change; once in each execution, however often it is called. */
    static Event write(DropsClient drops, RunChange change, Execution execution) {
        drops.recordRun(change.workflowId(), change.run());
        return drops.append(
                change.workflowId(),
                new NewEvent(change.type(), execution.runId() + "/" + change.type(), change.payload()));
    }
}
