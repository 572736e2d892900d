package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.Answer;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the database, for all replicas. */
@Component
final class AnswerStore implements KeptAnswers {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AnswerStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Map<String, Answer> of(TaskWork task) {
        return jdbc
                .sql("select input_sha256, answer from answers where scope = :scope and input_sha256 in (:inputs)")
                .param("scope", task.answerScope())
                .param("inputs", task.inputSha256s())
                .query((row, number) ->
                        Map.entry(row.getString("input_sha256"), json.readValue(row.getString("answer"), Answer.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void keep(TaskWork task, int input, Answer answer) {
        jdbc.sql(
                        "insert into answers (scope, input_sha256, answer) values (:scope, :input, :answer::json) on conflict do nothing")
                .param("scope", task.answerScope())
                .param("input", task.inputSha256(input))
                .param("answer", json.writeValueAsString(answer))
                .update();
    }
}
