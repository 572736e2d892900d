package io.quantumlayer.contracts.journal;

/** The run is over. */
public sealed interface RunEnd extends RunEvent permits RunCompleted, RunFailed, RunCanceled, RunTerminated {

    /** State of the run from here on, as the API names it: {@code Completed}, {@code Failed}, … */
    String state();
}
