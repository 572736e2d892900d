package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.usage.Usage;

/**
 * Figures of a role's tasks.
 *
 * @param averageMillis from the first request to completion, of completed tasks; 0 when there is none
 */
public record TaskFigures(String role, long tasks, long completed, long failed, double averageMillis, Usage usage) {

    /** A role that has had no task. */
    public static TaskFigures none(String role) {
        return new TaskFigures(role, 0, 0, 0, 0, Usage.NONE);
    }
}
