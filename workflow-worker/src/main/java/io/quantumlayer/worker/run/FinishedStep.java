package io.quantumlayer.worker.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quantumlayer.contracts.quantumdrop.DropRef;

/** What the workflow learns from a step: where its drop is, and how it ended. */
public record FinishedStep(
        @JsonProperty("drop") DropRef drop, @JsonUnwrapped Outcome outcome) {}
