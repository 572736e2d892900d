package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.agents.role.AnswerSchema;
import io.quantumlayer.agents.role.RoleFixtures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedTextTests {

    private final AnswerSchema schema = RoleFixtures.developer(100, "1s", 1).schema();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\":\"a.py\",\"content\":\"x\"}",
                "  {\"path\":\"a.py\",\"content\":\"x\"}\n",
                "```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```",
                "```\n{\"path\":\"a.py\",\"content\":\"x\"}\n```\n"
            })
    void readsOneObjectWithOrWithoutAFence(String text) {
        assertThat(CheckedText.of(text, schema).answer()).isEqualTo(Map.of("path", "a.py", "content", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Here it is: {\"path\":\"a.py\",\"content\":\"x\"}",
                "{\"path\":\"a.py\",\"content\":\"x\"} Done.",
                "{\"path\":\"a.py\",\"content\":\"x\"}{}",
                "```json\n{\"path\":\"a.py\",\"content\":\"x\"}\n```\nDone.",
                "{\"path\":\"a.py\",\"content\":\"x\"",
                "{\"path\":\"a.py\",\"path\":\"b.py\",\"content\":\"x\"}",
                "[{\"path\":\"a.py\",\"content\":\"x\"}]",
                "\"text\"",
                "null"
            })
    void refusesAnythingElse(String text) {
        CheckedText checked = CheckedText.of(text, schema);

        assertThat(checked.answer()).isNull();
        assertThat(checked.violations()).singleElement().asString().contains("not one JSON object");
    }

    @Test
    void namesEveryViolationWithItsPlace() {
        assertThat(CheckedText.of("{\"path\":7,\"extra\":1}", schema).violations())
                .hasSize(3)
                .anySatisfy(violation ->
                        assertThat(violation).startsWith("at /path:").contains("integer"))
                .anySatisfy(violation ->
                        assertThat(violation).startsWith("at the top:").contains("content"))
                .anySatisfy(violation ->
                        assertThat(violation).startsWith("at the top:").contains("extra"));
    }
}
