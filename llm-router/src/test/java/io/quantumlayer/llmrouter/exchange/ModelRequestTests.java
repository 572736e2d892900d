package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.ModelErrorException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRequestTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"a/b","messages":[]} | {"model":"b","messages":[]}
            { "messages" : [ ] , "model" :  "a/b" } | { "messages" : [ ] , "model" :  "b" }
            {"ü":"漢","model":"a\\u002fb","messages":[{"model":"a/b"}]} | {"ü":"漢","model":"b","messages":[{"model":"a/b"}]}
            {"model":"x","messages":[],"model":"a/b"} | {"model":"b","messages":[],"model":"b"}
            """)
    void replacesTheModelAndNothingElse(String given, String expected) {
        ModelRequest body = chat(given.getBytes(StandardCharsets.UTF_8));

        assertThat(body.model()).isEqualTo("a/b");
        assertThat(new String(body.forProvider("b", false), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void keepsTheBytesWhereTheModelStays() {
        byte[] bytes = "{\"model\":\"a\",\"messages\":[],\"n\":1e3}".getBytes(StandardCharsets.UTF_8);

        assertThat(chat(bytes).forProvider("a", false)).isSameAs(bytes);
    }

    @Test
    void escapesTheNewName() {
        ModelRequest body = chat("{\"model\":\"a\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(body.forProvider("q\"\\", false), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"q\\\"\\\\\",\"messages\":[]}");
    }

    @Test
    void findsOutWhetherToStream() {
        assertThat(chat("{\"stream\":true,\"model\":\"a\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8)).stream())
                .isTrue();
        assertThat(
                        chat("{\"x\":{\"stream\":true},\"model\":\"a\",\"messages\":[]}"
                                        .getBytes(StandardCharsets.UTF_8))
                                .stream())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"a","messages":[]} x | not JSON
            {"model":"a","messages":[]} {} | text after
            {"model":7,"messages":[]} | model must be a text
            {"model":"a","messages":{}} | messages must be an array
            {"model":"a"} | messages is missing
            {"model":"a","messages":[],"stream":"yes"} | stream must be true or false
            {"model":"a","messages":[],"temperature":NaN} | not JSON
            {"model":"a","messages":[],"temperature":"hot"} | temperature must be a number
            {"model":"a","messages":[],"max_tokens":1.5} | max_tokens must be a whole number
            {"model":"a","messages":[],"stream_options":[]} | stream_options must be an object
            {"model":"a","messages":[],"stream_options":{"include_usage":1}} | include_usage must be true or false
            {"model":"a" | not JSON
            "text" | JSON object
            """)
    void saysWhatIsWrong(String body, String message) {
        assertThatThrownBy(() -> chat(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"stream":true,"model":"a","messages":[]} | {"stream":true,"model":"a","messages":[],"stream_options":{"include_usage":true}}
            {"stream":true,"stream_options":null,"model":"a","messages":[]} | {"stream":true,"stream_options":{"include_usage":true},"model":"a","messages":[]}
            {"stream":true,"stream_options":{},"model":"a","messages":[]} | {"stream":true,"stream_options":{"include_usage":true},"model":"a","messages":[]}
            {"stream":true,"stream_options":{ "x" : [1] },"model":"a","messages":[] } | {"stream":true,"stream_options":{"include_usage":true, "x" : [1] },"model":"a","messages":[] }
            {"stream":true,"stream_options":{"include_usage" : false, "x":1},"model":"a","messages":[]} | {"stream":true,"stream_options":{"include_usage" : true, "x":1},"model":"a","messages":[]}
            {"stream":true,"stream_options":{"include_usage":true},"model":"a","messages":[]} | {"stream":true,"stream_options":{"include_usage":true},"model":"a","messages":[]}
            {"stream":false,"model":"a","messages":[]} | {"stream":false,"model":"a","messages":[]}
            """)
    void asksAStreamForItsTokensAndChangesNothingElse(String given, String expected) {
        ModelRequest request = chat(given.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(request.forProvider("a", true), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void knowsAConversationByItsBeginning() {
        String first = "{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hello\"}";
        int conversation = conversation(first);

        assertThat(conversation(
                        first + ",{\"role\":\"assistant\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":\"x\"}"))
                .isEqualTo(conversation);
        assertThat(conversation(first.replace("Hello", "Good day"))).isNotEqualTo(conversation);
    }

    private static int conversation(String messages) {
        return chat(("{\"model\":\"a\",\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8))
                .conversation();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHAT      | "messages":[],"tools":[{"type":"function"}]                        | TOOLS
            CHAT      | "messages":[],"tools":[],"response_format":{"type":"text"}          |
            CHAT      | "messages":[],"response_format":{"type":"json_schema"}              | SCHEMA
            MESSAGES  | "messages":[],"output_config":{"effort":"low"}                      |
            MESSAGES  | "messages":[],"output_config":{"format":{"type":"json_schema"}}     | SCHEMA
            RESPONSES | "input":"additional_tools","text":{"verbosity":"low"}               |
            RESPONSES | "input":[{"role":"user","content":"additional_tools"}]              |
            RESPONSES | "input":[{"type":"additional_tools","tools":[]}],"text":{"format":{"type":"json_object"}} | TOOLS, SCHEMA
            RESPONSES | "input":[{"role":"user","content":[{"type":"input_image"}]}]        | IMAGES
            """)
    void knowsWhatIsAskedOfAModelBeyondText(Operation operation, String members, @Nullable String asked) {
        ModelRequest request = ModelRequest.of(
                operation, "{\"model\":\"m\",%s}".formatted(members).getBytes(StandardCharsets.UTF_8));

        assertThat(request.capabilities().stream().map(Enum::name).collect(Collectors.joining(", ")))
                .isEqualTo(asked == null ? "" : asked);
    }

    @ParameterizedTest
    @CsvSource({"RESPONSES, true", "COMPACT, true", "INPUT_TOKENS, true", "CHAT, false"})
    void aResponseMayGoOnWithoutAnInput(Operation operation, boolean allowed) {
        byte[] body = "{\"model\":\"m\",\"previous_response_id\":\"resp_1\"}".getBytes(StandardCharsets.UTF_8);

        if (allowed) {
            assertThat(ModelRequest.of(operation, body).goesOn()).isTrue();
        } else {
            assertThatThrownBy(() -> ModelRequest.of(operation, body)).hasMessageContaining("messages is missing");
        }
    }

    private static ModelRequest chat(byte[] body) {
        return ModelRequest.of(Operation.CHAT, body);
    }

    @Test
    void seesWhatIsMarkedForTheProvidersCache() {
        String request =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"%s}]}]}";
        String mark = ",\"cache_control\":{\"type\":\"ephemeral\"}";

        for (String text : new String[] {"x", "long ".repeat(10_000)}) {
            assertThat(ModelRequest.of(
                                    Operation.MESSAGES,
                                    request.formatted(text, mark).getBytes(StandardCharsets.UTF_8))
                            .marksCache())
                    .isTrue();
            assertThat(ModelRequest.of(
                                    Operation.MESSAGES,
                                    request.formatted(text, "").getBytes(StandardCharsets.UTF_8))
                            .marksCache())
                    .isFalse();
        }
    }
}
