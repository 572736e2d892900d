package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.journal.StageAttemptFailed;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.contracts.workflow.FailureType;
import io.quantumlayer.worker.run.StepTask;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers that keep their schema and end the run all the same. The orchestrator keeps them as it keeps every answer, and
 * would give them to each retry; a retry therefore asks anew once for each of them, and for nothing else.
 *
 * @param count how often a round of a step has failed of its answer
 * @param usage what these answers cost
 */
record RefusedAnswers(int count, Usage usage) {

    static final RefusedAnswers NONE = new RefusedAnswers(0, Usage.NONE);

    /** As many events as QuantumDrop lists at once. */
    private static final int MOST_EVENTS = 10_000;

    private static final Set<String> TYPES = Set.of(FailureType.UNSAFE_PATH.key(), FailureType.ANSWER_REFUSED.key());

    /** Those of a round of a step, as the run's journal tells. */
    static RefusedAnswers of(StepTask task, DropsClient drops, JsonMapper json) {
        List<StageAttemptFailed> refused = drops.events(task.workflowId(), MOST_EVENTS).stream()
                .filter(event -> event.type().equals(StageAttemptFailed.TYPE))
                .map(event -> json.convertValue(event.payload(), StageAttemptFailed.class))
                .filter(failed -> task.step().key().equals(failed.step()) && failed.round() == task.round())
                .filter(failed -> failed.failure() != null
                        && failed.failure().type() != null
                        && TYPES.contains(failed.failure().type()))
                .toList();
        // Each tells what those before it cost, too.
        Usage usage = refused.isEmpty() ? null : refused.getLast().usage();
        return new RefusedAnswers(refused.size(), usage == null ? Usage.NONE : usage);
    }
}
