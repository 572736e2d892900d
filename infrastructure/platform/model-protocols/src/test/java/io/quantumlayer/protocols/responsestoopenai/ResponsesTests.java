package io.quantumlayer.protocols.responsestoopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.Wire;
import io.quantumlayer.protocols.translation.Translation;
import io.quantumlayer.protocols.translation.Translations;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ResponsesTests {

    private static final Translator CHAT = Wire.between(Protocol.OPENAI_RESPONSES, Protocol.OPENAI_CHAT);
    private static final Translator ANTHROPIC = Wire.between(Protocol.OPENAI_RESPONSES, Protocol.ANTHROPIC_MESSAGES);

    private static JsonNode request(Translator translator, String body, String model) {
        return Wire.json(translator.request(Wire.bytes(body), model));
    }

    @Test
    void translatesAConversationWithToolsAndTheirResults() {
        JsonNode request = request(CHAT, """
                {"model":"alias","stream":true,"store":false,"instructions":"Be brief.","max_output_tokens":99,
                 "temperature":0.70,"parallel_tool_calls":false,"tool_choice":{"type":"function","name":"f"},
                 "reasoning":{"effort":"low","summary":"auto"},"user":"u-1","include":["reasoning.encrypted_content"],
                 "text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":{"type":"object"}},"verbosity":"low"},
                 "tools":[{"type":"function","name":"f","description":"d","strict":true,"parameters":{"type":"object"}}],
                 "input":[
                  {"role":"user","content":[{"type":"input_text","text":"See"},
                    {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"}]},
                  {"type":"reasoning","id":"rs","summary":[],"encrypted_content":"gAAAA"},
                  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Looking","annotations":[]}]},
                  {"type":"function_call","call_id":"c1","name":"f","arguments":"{\\"n\\":1.10}"},
                  {"type":"function_call","call_id":"c2","name":"f","arguments":"{}"},
                  {"type":"function_call_output","call_id":"c1","output":"rain"},
                  {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"sun"}]},
                  {"role":"developer","content":"Now answer."}]}""", "gpt-5");

        assertThat(request).isEqualTo(Wire.json("""
                {"model":"gpt-5","messages":[
                  {"role":"system","content":"Be brief."},
                  {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]},
                  {"role":"assistant","content":"Looking","tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"n\\":1.10}"}},
                    {"id":"c2","type":"function","function":{"name":"f","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"rain"},
                  {"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"sun"}]},
                  {"role":"system","content":"Now answer."}],
                 "max_tokens":99,
                 "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false,
                 "reasoning_effort":"low",
                 "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
                 "temperature":0.70,"user":"u-1","stream":true,"stream_options":{"include_usage":true}}"""));
    }

    @Test
    void instructionsAtTheBeginningAreOneMessage() {
        assertThat(request(CHAT, """
                {"model":"m","instructions":"a","input":[{"role":"developer","content":[{"type":"input_text","text":"b"}]},
                 {"role":"system","content":"c"},{"role":"user","content":"x"},{"role":"developer","content":"d"}]}""", "m").path("messages")).isEqualTo(Wire.json("""
                [{"role":"system","content":"a\\n\\nb\\n\\nc"},{"role":"user","content":"x"},{"role":"system","content":"d"}]"""));
    }

    @Test
    void readsTextsThoughtsAndArgumentsInTheFormsOfOtherServers() {
        JsonNode output = Wire.json(CHAT.answer(Wire.bytes("""
                {"id":"c","choices":[{"message":{"role":"assistant","content":[
                  {"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"yes"}],
                  "tool_calls":[{"id":"t","function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"tool_calls"}]}"""), "m")).path("output");

        assertThat(output.at("/0/content/0/text").stringValue()).isEqualTo("hm");
        assertThat(output.at("/1/content/0/text").stringValue()).isEqualTo("yes");
        assertThat(output.at("/2/arguments").stringValue()).isEqualTo("{\"a\":1}");
        String stream = Wire.translated(
                () -> CHAT.stream(Wire.bytes("{}"), "m"),
                Wire.events(
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}}]}",
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"yes\"}]}}]}",
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1}}}]},\"finish_reason\":\"tool_calls\"}]}",
                        "[DONE]"));
        JsonNode last = Wire.data(stream).getLast().at("/response/output");
        assertThat(last.at("/0/content/0/text").stringValue()).isEqualTo("hm");
        assertThat(last.at("/1/content/0/text").stringValue()).isEqualTo("yes");
        assertThat(last.at("/2/arguments").stringValue()).isEqualTo("{\"a\":1}");
    }

    @Test
    void translatesAnAnswer() {
        JsonNode response = Wire.json(CHAT.answer(Wire.bytes("""
                {"id":"c","model":"m-x","choices":[{"finish_reason":"tool_calls","message":{"content":"Hi","reasoning_content":"hm",
                 "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}}]}}],
                 "usage":{"prompt_tokens":105,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":90},
                  "completion_tokens_details":{"reasoning_tokens":2}}}"""), "shown"));

        assertThat(response.path("output")).isEqualTo(Wire.json("""
                [{"id":"rs_c","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]},
                 {"id":"msg_c","type":"message","status":"completed","role":"assistant",
                  "content":[{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}]},
                 {"id":"fc_c_2","type":"function_call","status":"completed","call_id":"t1","name":"f","arguments":"{}"}]"""));
        assertThat(response.path("usage")).isEqualTo(Wire.json("""
                {"input_tokens":105,"input_tokens_details":{"cached_tokens":90,"cache_write_tokens":0},"output_tokens":7,
                 "output_tokens_details":{"reasoning_tokens":2},"total_tokens":112}"""));
        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.path("object").asString()).isEqualTo("response");
        assertThat(response.path("model").asString()).isEqualTo("m-x");
    }

    @ParameterizedTest
    @CsvSource({"length, max_output_tokens", "content_filter, content_filter"})
    void saysThatAnAnswerIsIncomplete(String finish, String reason) {
        JsonNode response = Wire.json(CHAT.answer(Wire.bytes("""
                {"choices":[{"finish_reason":"%s","message":{"content":"Hi"}}]}""".formatted(finish)), "shown"));

        assertThat(response.path("status").asString()).isEqualTo("incomplete");
        assertThat(response.path("incomplete_details").path("reason").asString())
                .isEqualTo(reason);
    }

    @Test
    void streamsEveryEventOfTheApiInOrder() {
        String stream = Wire.events(
                "{\"id\":\"c\",\"model\":\"m-x\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Grü\"}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ße 😀\"}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"t2\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}]}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"}\"}}]}}]}",
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3}}",
                "[DONE]");
        byte[] request = Wire.bytes("{\"input\":\"x\",\"temperature\":0.5}");

        String translated = Wire.translated(() -> CHAT.stream(request, "shown"), stream);
        List<JsonNode> events = Wire.data(translated);

        assertThat(events.stream().map(event -> event.path("type").asString()))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.reasoning_text.delta",
                        "response.reasoning_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.stream().map(event -> event.path("sequence_number").asInt()))
                .containsExactlyElementsOf(
                        IntStream.range(0, events.size()).boxed().toList());
        assertThat(translated).startsWith("event: response.created\ndata: ").doesNotContain("[DONE]");
        JsonNode response = events.getLast().path("response");
        assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.path("output")).isEqualTo(Wire.json("""
                [{"id":"rs_c_0","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]},
                 {"id":"msg_c_1","type":"message","status":"completed","role":"assistant",
                  "content":[{"type":"output_text","text":"Grüße 😀","annotations":[],"logprobs":[]}]},
                 {"id":"fc_c_2","type":"function_call","status":"completed","call_id":"t1","name":"f","arguments":"{}"},
                 {"id":"fc_c_3","type":"function_call","status":"completed","call_id":"t2","name":"g","arguments":"{}"}]"""));
        assertThat(response.path("usage").path("total_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void endsWithTheErrorOfTheProvider() {
        String stream = Wire.events(
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hal\"}}]}",
                "{\"error\":{\"message\":\"broken\",\"type\":\"server_error\"}}",
                "[DONE]");

        String translated = Wire.translated(() -> CHAT.stream(Wire.bytes("{}"), "shown"), stream);

        assertThat(translated)
                .endsWith(
                        "event: error\ndata: {\"type\":\"error\",\"sequence_number\":6,\"code\":\"server_error\",\"message\":\"broken\",\"param\":null}\n\n")
                .doesNotContain("response.completed");
        JsonNode failed = Wire.data(translated).stream()
                .filter(event -> event.path("type").asString().equals("response.failed"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.at("/response/status").asString()).isEqualTo("failed");
        assertThat(failed.at("/response/error"))
                .isEqualTo(Wire.json("{\"code\":\"server_error\",\"message\":\"broken\"}"));
    }

    @Test
    void takesACutStreamForIncomplete() {
        StreamTranslator translator = CHAT.stream(Wire.bytes("{}"), "shown");

        assertThat(Wire.whole(
                        translator,
                        Wire.events("{\"choices\":[{\"delta\":{\"content\":\"Hal\"},\"finish_reason\":\"stop\"}]}")))
                .doesNotContain("response.completed");
        assertThat(translator.isComplete()).isFalse();
    }

    @Test
    void reachesAnthropicAndBringsSignaturesBack() {
        JsonNode first = request(
                ANTHROPIC,
                "{\"input\":\"x\",\"instructions\":\"Be brief.\",\"reasoning\":{\"effort\":\"low\"},\"max_output_tokens\":5000}",
                "claude-sonnet-4-5");
        assertThat(first).isEqualTo(Wire.json("""
                {"model":"claude-sonnet-4-5","max_tokens":5000,"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"},
                 "system":[{"type":"text","text":"Be brief."}],
                 "messages":[{"role":"user","content":[{"type":"text","text":"x"}]}]}"""));
        JsonNode response = Wire.json(ANTHROPIC.answer(Wire.bytes("""
                {"id":"msg_1","model":"claude-x","content":[{"type":"thinking","thinking":"hm","signature":"sig=="},
                 {"type":"tool_use","id":"t1","name":"f","input":{}}],"stop_reason":"tool_use",
                 "usage":{"input_tokens":5,"output_tokens":7}}"""), "shown"));
        JsonNode second = request(
                ANTHROPIC,
                """
                {"input":[{"role":"user","content":"x"},%s,%s,{"type":"function_call_output","call_id":"t1","output":"1"}]}""".formatted(
                        response.path("output").path(0), response.path("output").path(1)),
                "claude-sonnet-4-5");
        assertThat(second.path("messages")).isEqualTo(Wire.json("""
                [{"role":"user","content":[{"type":"text","text":"x"}]},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig=="},
                  {"type":"tool_use","id":"t1","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"1"}]}]}]"""));
    }

    @Test
    void streamsFromAnthropic() {
        String stream = Wire.typed(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude-x\",\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"sig\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"},\"usage\":{\"output_tokens\":9}}",
                "{\"type\":\"message_stop\"}");
        byte[] request = Wire.bytes("{\"input\":\"x\",\"stream\":true}");

        JsonNode last = Wire.data(Wire.translated(() -> ANTHROPIC.stream(request, "shown"), stream))
                .getLast();

        assertThat(last.path("type").asString()).isEqualTo("response.incomplete");
        assertThat(last.path("response")
                        .path("output")
                        .path(0)
                        .path("encrypted_content")
                        .asString())
                .startsWith("thinking_blocks:");
        assertThat(last.path("response").path("usage").path("output_tokens").asInt())
                .isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input":"x","previous_response_id":"resp_1"} | previous_response_id
            {"input":"x","conversation":"conv_1"} | conversation
            {"input":"x","background":true} | background
            {"input":"x","tool_choice":{"type":"file_search"}} | tool_choice.type
            {"input":[{"type":"item_reference","id":"i"}]} | input[0].type
            {"input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}]} | input[0].content[0].file_id
            """)
    void refusesWhatChatCannotSay(String body, String param) {
        assertThatThrownBy(() -> CHAT.request(Wire.bytes(body), "m"))
                .isInstanceOfSatisfying(ModelErrorException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unsupported_parameter");
                    assertThat(refused.param()).isEqualTo(param);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | input
            {"input":[]} | input
            {"input":[{"role":"user","content":7}]} | input[0].content
            {"input":[{"type":"function_call_output","call_id":"c"}]} | input[0].output
            {"input":[{"type":"reasoning","encrypted_content":"thinking_blocks:%%%"}]} | input[0].encrypted_content
            {"input":"x","reasoning":{"effort":"enormous"}} | reasoning.effort
            {"input":"x","temperature":1.5} | temperature
            {"input":[{"type":"function_call","call_id":"c","name":"f","arguments":"["}]} | input
            """)
    void namesTheClientsMemberThatIsWrongForAnthropic(String body, String param) {
        assertThatThrownBy(() -> ANTHROPIC.request(Wire.bytes(body), "claude-sonnet-4-5"))
                .isInstanceOfSatisfying(
                        ModelErrorException.class,
                        wrong -> assertThat(wrong.param()).isEqualTo(param))
                .hasMessageContaining(param);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void translatesNothingBetweenEquals(Protocol protocol) {
        assertThat(Translations.between(protocol, protocol)).isEqualTo(new Translation.Needless());
    }
}
