package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers in memory. */
final class FakeAnswers implements KeptAnswers {

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    int size() {
        return answers.size();
    }

    @Override
    public Map<String, Answer> of(TaskWork task) {
        return answers;
    }

    @Override
    public void keep(TaskWork task, int input, Answer answer) {
        answers.putIfAbsent(task.inputSha256(input), answer);
    }
}
