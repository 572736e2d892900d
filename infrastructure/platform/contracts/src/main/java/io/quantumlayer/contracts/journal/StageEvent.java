package io.quantumlayer.contracts.journal;

import io.quantumlayer.contracts.workflow.Stage;
import java.util.Optional;

/** Something happened in a stage. */
public sealed interface StageEvent extends RunEvent
        permits StageStarted, StageAttemptFailed, StageDrafted, StageCompleted {

    /** Key of the stage; {@code completion} for the summary after the last one. */
    String stage();

    /** Repair round, 0 for the first. */
    int round();

    /** The stage, if this release knows it. */
    default Optional<Stage> known() {
        return Stage.find(stage());
    }
}
