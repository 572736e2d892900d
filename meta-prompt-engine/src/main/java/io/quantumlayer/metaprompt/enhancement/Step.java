package io.quantumlayer.metaprompt.enhancement;

/** A step of the enhancement. Whether it changed something is seen from the draft, not claimed by the step. */
sealed interface Step
        permits NormaliseText,
                DetermineTarget,
                ExtractFacts,
                ListAmbiguities,
                AddAcceptanceCriteria,
                AddQualityDefaults,
                RewriteWithModel,
                AssemblePrompt {

    /** Stable name, in snake_case. */
    String name();

    /**
     * Does the step.
     *
     * @throws InterruptedException if whoever asked has left
     */
    Outcome apply(Draft draft) throws InterruptedException;

    /**
     * What a step made of a draft.
     *
     * @param detail what it found or changed, one sentence
     */
    record Outcome(Draft draft, String detail) {}
}
