package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.Answer;
import java.util.Map;

/** The answers to inputs of tasks that are there already, paid for by an earlier attempt. */
interface KeptAnswers {

    /** Those of a task, by the digest of their input. */
    Map<String, Answer> of(TaskWork task);

    /** Keeps an answer; the first one stays. @param call number of the last call that led to it */
    void keep(TaskWork task, int input, Answer answer, int call);

    /** Keeps that an answer was no good. @param call number of the last call that led to it */
    void refuse(TaskWork task, int input, int call);

    /** Numbers of the last calls that led to an answer, good or not, by the digest of the input. */
    Map<String, Integer> calls(TaskWork task);
}
