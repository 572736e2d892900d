package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers in memory. */
final class FakeAnswers implements KeptAnswers {

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** Another scope has none of them. */
    void forget() {
        answers.clear();
    }

    int size() {
        return answers.size();
    }

    @Override
    public Map<String, Answer> of(TaskWork task) {
        return answers;
    }

    @Override
    public void keep(TaskWork task, int input, Answer answer, int call) {
        answers.putIfAbsent(task.inputSha256(input), answer);
        refuse(task, input, call);
    }

    @Override
    public void refuse(TaskWork task, int input, int call) {
        calls.merge(task.inputSha256(input), call, Math::max);
    }

    @Override
    public Map<String, Integer> calls(TaskWork task) {
        return calls;
    }
}
