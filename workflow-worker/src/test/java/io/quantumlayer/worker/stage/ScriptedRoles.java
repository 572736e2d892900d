package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.agents.AgentsClient;
import io.quantumlayer.contracts.agents.Answer;
import io.quantumlayer.contracts.agents.Provenance;
import io.quantumlayer.contracts.agents.TaskRequest;
import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.usage.Usage;
import io.quantumlayer.worker.language.LanguageProfiles;
import io.quantumlayer.worker.step.FakeRun;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Roles that give their answers in the order in which these were put there, and remember what they were asked. */
final class ScriptedRoles implements AgentsClient {

    private static final Usage USAGE = new Usage(1, 10, 10, 1);

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<TaskRequest> asked = new ArrayList<>();

    ScriptedRoles answering(Object... given) {
        answers.addAll(List.of(given));
        return this;
    }

    Roles roles() {
        return new Roles(this, new LanguageProfiles(), FakeRun.JSON);
    }

    List<TaskRequest> asked() {
        return asked;
    }

    /** The input of a question, from 0. */
    Map<String, Object> input(int question) {
        return asked.stream().flatMap(task -> task.inputs().stream()).toList().get(question);
    }

    @Override
    @SuppressWarnings("unchecked")
    public TaskResult run(TaskRequest task) {
        asked.add(task);
        List<Answer> given = task.inputs().stream()
                .map(input -> new Answer(
                        FakeRun.JSON.convertValue(answers.remove(), Map.class),
                        new Provenance("fake", "fake", task.role(), 1, 1, USAGE)))
                .toList();
        return new TaskResult("task", task.role(), "completed", given, USAGE, Instant.EPOCH, Instant.EPOCH);
    }
}
