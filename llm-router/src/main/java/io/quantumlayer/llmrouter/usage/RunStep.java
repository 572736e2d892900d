package io.quantumlayer.llmrouter.usage;

/** A round of a step of a run. */
record RunStep(String run, String step, int round) {

    /** Stands for all for which there is no room. */
    static final RunStep OTHER = new RunStep("other", "", 0);
}
