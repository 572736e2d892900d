package io.quantumlayer.llmrouter.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.provider.ModelErrorException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatBodyTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"a/b","messages":[]} | {"model":"b","messages":[]}
            { "messages" : [ ] , "model" :  "a/b" } | { "messages" : [ ] , "model" :  "b" }
            {"ü":"漢","model":"a\\u002fb","messages":[{"model":"a/b"}]} | {"ü":"漢","model":"b","messages":[{"model":"a/b"}]}
            {"model":"x","messages":[],"model":"a/b"} | {"model":"b","messages":[],"model":"b"}
            """)
    void replacesTheModelAndNothingElse(String given, String expected) {
        ChatBody body = ChatBody.of(given.getBytes(StandardCharsets.UTF_8));

        assertThat(body.model()).isEqualTo("a/b");
        assertThat(new String(body.withModel("b"), StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void keepsTheBytesWhereTheModelStays() {
        byte[] bytes = "{\"model\":\"a\",\"messages\":[],\"n\":1e3}".getBytes(StandardCharsets.UTF_8);

        assertThat(ChatBody.of(bytes).withModel("a")).isSameAs(bytes);
    }

    @Test
    void escapesTheNewName() {
        ChatBody body = ChatBody.of("{\"model\":\"a\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(body.withModel("q\"\\"), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"q\\\"\\\\\",\"messages\":[]}");
    }

    @Test
    void findsOutWhetherToStream() {
        assertThat(
                        ChatBody.of(
                                "{\"stream\":true,\"model\":\"a\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8))
                                .stream())
                .isTrue();
        assertThat(ChatBody.of(
                        "{\"x\":{\"stream\":true},\"model\":\"a\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8))
                        .stream())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"a","messages":[]} x | not JSON
            {"model":"a","messages":[]} {} | text after
            {"model":7,"messages":[]} | model is missing
            {"model":"a","messages":{}} | messages is missing
            {"model":"a" | not JSON
            "text" | JSON object
            """)
    void saysWhatIsWrong(String body, String message) {
        assertThatThrownBy(() -> ChatBody.of(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining(message);
    }
}
