package io.quantumlayer.contracts.journal;

/** The run works from here on, also where it was over before. */
public sealed interface RunBeginning extends RunEvent permits RunStarted, RunRetried {}
