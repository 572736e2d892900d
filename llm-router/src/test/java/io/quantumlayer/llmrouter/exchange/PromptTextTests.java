package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PromptTextTests {

    @Test
    void readsTextsAndToolsButNoImagesAndNoIds() {
        PromptText prompt = prompt("""
                {"model":"m","temperature":1,"user":"u-17","system":[{"type":"text","text":"Be brief."}],
                 "tools":[{"name":"add","input_schema":{"type":"object","properties":{"a":{"type":"number"}}}}],
                 "messages":[
                  {"role":"user","content":"Hello"},
                  {"role":"user","content":[{"type":"image","source":{"type":"base64","data":"AAAA"}},
                                            {"type":"text","text":"See?"}]},
                  {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"add","input":{"a":"12"}}]}]}
                """);

        assertThat(prompt.text()).contains("Be brief.", "Hello", "See?", "input_schema", "properties", "add", "12");
        assertThat(prompt.text()).doesNotContain("AAAA", "toolu_1", "u-17", "base64\n");
        assertThat(prompt.messages()).isEqualTo(3);
        assertThat(prompt.images()).isEqualTo(1);
        assertThat(prompt.tokensBesideText()).isEqualTo(1012);
    }

    @Test
    void readsAnInputThatIsAText() {
        assertThat(prompt("{\"model\":\"m\",\"input\":\"Hello\",\"n\":1}").text())
                .isEqualTo("Hello\n");
        assertThat(prompt("{\"input\":[\"a\",\"b\"]}").text()).isEqualTo("a\nb\n");
    }

    private static PromptText prompt(String body) {
        return PromptText.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
