package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.usage.Usage;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A task as the store has it.
 *
 * @param id by which whoever asks knows it
 * @param owner on whose behalf it is done; empty where nobody is known
 * @param usage of all attempts, failed ones included
 * @param result of a completed task
 * @param errorType problem type URI of a failed task
 * @param error what a failed task failed of
 */
record StoredTask(
        String id,
        String owner,
        String role,
        String pattern,
        @Nullable String contextId,
        String model,
        String requestSha256,
        State state,
        Instant createdAt,
        @Nullable Instant completedAt,
        Usage usage,
        @Nullable TaskResult result,
        @Nullable String errorType,
        @Nullable String error) {

    /** Where a task stands; a task that is worked on can be taken over when its lease has ended. */
    enum State {
        WORKING,
        COMPLETED,
        FAILED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
