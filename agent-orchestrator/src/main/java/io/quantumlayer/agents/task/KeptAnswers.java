package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.Answer;
import java.util.Map;

/** The answers to inputs of tasks that are there already, paid for by an earlier attempt. */
interface KeptAnswers {

    /** Those of a task, by the digest of their input. */
    Map<String, Answer> of(TaskWork task);

    /** Keeps an answer; the first one stays. */
    void keep(TaskWork task, int input, Answer answer);
}
