package io.quantumlayer.agents.role;

import io.quantumlayer.platform.model.CallLimits;

/**
 * Who answers: its instructions, the form of its answer and its limits.
 *
 * @param prompt name of the prompt template with the instructions
 */
public record Role(String name, String description, String prompt, AnswerSchema schema, CallLimits limits) {}
