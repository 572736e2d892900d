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

    private static final String ANSWERED = """
            insert into answered_calls (question, input_sha256, call) values (:question, :input, :call)
            on conflict (question, input_sha256) do update set call = greatest(answered_calls.call, excluded.call)
            """;

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
    public void keep(TaskWork task, int input, Answer answer, int call) {
        jdbc.sql("""
                        with kept as (
                            insert into answers (scope, input_sha256, answer) values (:scope, :input, :answer::json)
                            on conflict do nothing)
                        """ + ANSWERED)
                .param("scope", task.answerScope())
                .param("answer", json.writeValueAsString(answer))
                .param("question", task.question())
                .param("input", task.inputSha256(input))
                .param("call", call)
                .update();
    }

    @Override
    public void refuse(TaskWork task, int input, int call) {
        jdbc.sql(ANSWERED)
                .param("question", task.question())
                .param("input", task.inputSha256(input))
                .param("call", call)
                .update();
    }

    @Override
    public Map<String, Integer> calls(TaskWork task) {
        return jdbc
                .sql(
                        "select input_sha256, call from answered_calls where question = :question and input_sha256 in (:inputs)")
                .param("question", task.question())
                .param("inputs", task.inputSha256s())
                .query((row, number) -> Map.entry(row.getString("input_sha256"), row.getInt("call")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
