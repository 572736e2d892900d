package io.quantumlayer.protocols.openaitoanthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.Wire;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OpenAiToAnthropicTests {

    private static final Translator TRANSLATOR = Wire.between(Protocol.OPENAI_CHAT, Protocol.ANTHROPIC_MESSAGES);

    private static JsonNode request(String body) {
        return request(body, "claude-sonnet-4-6");
    }

    private static JsonNode request(String body, String model) {
        return Wire.json(TRANSLATOR.request(Wire.bytes(body), model));
    }

    @Test
    void translatesAConversationWithParallelToolsAndTheirResults() {
        JsonNode request = request("""
                {"model":"alias","stream":true,"seed":7,"user":"u-1","max_tokens":10,"max_completion_tokens":99,
                 "temperature":0.70,"stop":"END","parallel_tool_calls":false,"tool_choice":"required",
                 "tools":[{"type":"function","function":{"name":"weather","description":"d","strict":true,
                   "parameters":{"type":"object","properties":{"city":{"type":"string"}}}},
                   "cache_control":{"type":"ephemeral"}},
                  {"type":"function","function":{"name":"now"}}],
                 "messages":[
                  {"role":"system","content":"Be brief."},
                  {"role":"developer","content":[{"type":"text","text":"Cached","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                  {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                    {"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Ulm\\",\\"n\\":1.10}"}},
                    {"id":"c2","type":"function","function":{"name":"now","arguments":""}}]},
                  {"role":"tool","tool_call_id":"c1","content":"rain"},
                  {"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"broken"}],"is_error":true},
                  {"role":"user","content":"And now?"}]}""");

        assertThat(request).isEqualTo(Wire.json("""
                {"model":"claude-sonnet-4-6","max_tokens":99,
                 "system":[{"type":"text","text":"Be brief."},
                  {"type":"text","text":"Cached","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                    {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}]},
                  {"role":"assistant","content":[
                    {"type":"tool_use","id":"c1","name":"weather","input":{"city":"Ulm","n":1.10}},
                    {"type":"tool_use","id":"c2","name":"now","input":{}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"rain"}]},
                    {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"broken"}],"is_error":true},
                    {"type":"text","text":"And now?"}]}],
                 "tools":[{"name":"weather","description":"d","input_schema":{"type":"object","properties":{"city":{"type":"string"}}},
                   "strict":true,"cache_control":{"type":"ephemeral"}},
                  {"name":"now","input_schema":{"type":"object"}}],
                 "tool_choice":{"type":"any","disable_parallel_tool_use":true},
                 "temperature":0.70,"stop_sequences":["END"],"metadata":{"user_id":"u-1"},"stream":true}"""));
    }

    @Test
    void keepsTheDigitsOfNumbers() {
        String request = Wire.text(TRANSLATOR.request(Wire.bytes("""
                {"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"c","type":"function",
                 "function":{"name":"f","arguments":"{\\"a\\":0.10000000000000000000000001,\\"b\\":123456789012345678901234567890,\\"c\\":1.50}"}}]}],
                 "temperature":0.30}"""), "m"));

        assertThat(request)
                .contains("0.10000000000000000000000001")
                .contains("123456789012345678901234567890")
                .contains("\"c\":1.50")
                .contains("\"temperature\":0.30");
    }

    @Test
    void asksForAJsonSchemaInAnthropicsOwnWay() {
        JsonNode request = request("""
                {"messages":[{"role":"user","content":"x"}],"reasoning_effort":"high",
                 "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}}""");

        assertThat(request.path("output_config")).isEqualTo(Wire.json("""
                        {"effort":"high","format":{"type":"json_schema","schema":{"type":"object"}}}"""));
        assertThat(request.path("thinking").path("type").asString()).isEqualTo("adaptive");
    }

    @ParameterizedTest
    @CsvSource({"high, high, adaptive", "minimal, low, adaptive", "none, , disabled"})
    void saysTheEffortAsAnthropicDoes(String effort, String said, String thinking) {
        JsonNode request = request("""
                {"messages":[{"role":"user","content":"x"}],"reasoning_effort":"%s"}""".formatted(effort));

        assertThat(request.path("output_config").path("effort").asString(null)).isEqualTo(said);
        assertThat(request.path("thinking").path("type").asString()).isEqualTo(thinking);
        assertThat(request.has("max_tokens")).isFalse();
    }

    @Test
    void sendsSignedThinkingBackAsItCame() {
        JsonNode answer = Wire.json(TRANSLATOR.answer(Wire.bytes("""
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
                 {"type":"thinking","thinking":"hm","signature":"sig=="},{"type":"redacted_thinking","data":"xyz"},
                 {"type":"text","text":"Hi"},{"type":"tool_use","id":"t1","name":"f","input":{"a":1.0}}],
                 "stop_reason":"tool_use","usage":{"input_tokens":5,"cache_read_input_tokens":90,
                 "cache_creation_input_tokens":10,"output_tokens":7,"output_tokens_details":{"thinking_tokens":2}}}"""), "shown"));
        JsonNode message = answer.path("choices").path(0).path("message");

        assertThat(message).isEqualTo(Wire.json("""
                {"role":"assistant","content":"Hi","refusal":null,"reasoning_content":"hm",
                 "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"sig=="},{"type":"redacted_thinking","data":"xyz"}],
                 "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1.0}"}}]}"""));
        assertThat(answer.path("model").asString()).isEqualTo("claude-x");
        assertThat(answer.path("choices").path(0).path("finish_reason").asString())
                .isEqualTo("tool_calls");
        assertThat(answer.path("usage")).isEqualTo(Wire.json("""
                {"prompt_tokens":105,"completion_tokens":7,"total_tokens":112,
                 "prompt_tokens_details":{"cached_tokens":90,"cache_write_tokens":10},
                 "completion_tokens_details":{"reasoning_tokens":2}}"""));
        JsonNode back = request("""
                {"messages":[{"role":"user","content":"x"},%s,{"role":"tool","tool_call_id":"t1","content":"1"}]}""".formatted(message));
        assertThat(back.path("messages").path(1).path("content")).isEqualTo(Wire.json("""
                [{"type":"thinking","thinking":"hm","signature":"sig=="},{"type":"redacted_thinking","data":"xyz"},
                 {"type":"text","text":"Hi"},{"type":"tool_use","id":"t1","name":"f","input":{"a":1.0}}]"""));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "max_tokens, length",
        "stop_sequence, stop",
        "tool_use, tool_calls",
        "refusal, content_filter",
        "pause_turn, stop",
        "model_context_window_exceeded, length"
    })
    void tellsWhyTheModelStopped(String anthropic, String openAi) {
        JsonNode answer = Wire.json(TRANSLATOR.answer(Wire.bytes("""
                {"content":[{"type":"text","text":""}],"stop_reason":"%s"}""".formatted(anthropic)), "shown"));

        assertThat(answer.path("choices").path(0).path("finish_reason").asString())
                .isEqualTo(openAi);
        assertThat(answer.path("model").asString()).isEqualTo("shown");
    }

    private static final String CUSTOM = """
            {"messages":[{"role":"user","content":"x"},
              {"role":"assistant","tool_calls":[{"id":"t0","type":"custom","custom":{"name":"patch","input":"say \\"a\\""}}]},
              {"role":"tool","tool_call_id":"t0","content":"ok"}],
             "tools":[{"type":"custom","custom":{"name":"patch","description":"d",
               "format":{"type":"grammar","grammar":{"syntax":"lark","definition":"start: x"}}}},
              {"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],
             "tool_choice":%s}""";

    @Test
    void aCustomToolIsAFunctionOfOneTextAndBack() {
        String body = CUSTOM.formatted("{\"type\":\"custom\",\"custom\":{\"name\":\"patch\"}}");
        JsonNode request = request(body);

        assertThat(request.at("/tools/0/name").stringValue()).isEqualTo("patch");
        assertThat(request.at("/tools/0/description").stringValue())
                .startsWith("d\n")
                .contains("start: x");
        assertThat(request.at("/tools/0/input_schema/properties").propertyNames())
                .containsExactly("input");
        assertThat(request.path("tool_choice")).isEqualTo(Wire.json("{\"type\":\"tool\",\"name\":\"patch\"}"));
        assertThat(request.at("/messages/1/content/0/input")).isEqualTo(Wire.json("{\"input\":\"say \\\"a\\\"\"}"));

        JsonNode calls = Wire.json(TRANSLATOR.answer(Wire.bytes(body), Wire.bytes("""
                        {"content":[{"type":"tool_use","id":"t","name":"patch","input":{"input":"a\\nb"}},
                         {"type":"tool_use","id":"u","name":"f","input":{"a":1}}],"stop_reason":"tool_use"}"""), "m", UnaryOperator.identity()))
                .at("/choices/0/message/tool_calls");
        assertThat(calls).isEqualTo(Wire.json("""
                [{"id":"t","type":"custom","custom":{"name":"patch","input":"a\\nb"}},
                 {"id":"u","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]"""));

        List<JsonNode> pieces = Wire.data(Wire.translated(
                        () -> TRANSLATOR.stream(Wire.bytes(body), "m"),
                        Wire.typed(
                                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"patch\",\"input\":{}}}",
                                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"input\\\": \\\"a\\\\\"}}",
                                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"nb\\\"}\"}}",
                                "{\"type\":\"content_block_stop\",\"index\":0}",
                                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
                                "{\"type\":\"message_stop\"}")))
                .stream()
                .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(pieces.getFirst())
                .isEqualTo(
                        Wire.json(
                                "{\"index\":0,\"id\":\"t\",\"type\":\"custom\",\"custom\":{\"name\":\"patch\",\"input\":\"\"}}"));
        assertThat(pieces.stream().map(piece -> piece.at("/custom/input").stringValue()))
                .containsExactly("", "a", "\nb");
    }

    @ParameterizedTest
    @CsvSource({"required, any", "auto, auto"})
    void ofSomeAllowedToolsTheOthersAreNotShown(String mode, String type) {
        JsonNode request = request(CUSTOM.formatted("""
                {"type":"allowed_tools","allowed_tools":{"mode":"%s","tools":[
                 {"type":"custom","custom":{"name":"patch"}},{"type":"function","function":{"name":"g"}}]}}""".formatted(mode)));

        assertThat(request.path("tools").findValuesAsString("name")).containsExactly("patch", "g");
        assertThat(request.at("/tool_choice/type").stringValue()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "n":2 | n
            "logprobs":true | logprobs
            "top_logprobs":3 | top_logprobs
            "logit_bias":{"1":2} | logit_bias
            "presence_penalty":0.5 | presence_penalty
            "modalities":["text","audio"] | modalities[1]
            "functions":[] | functions
            "temperature":1.2 | temperature
            "tools":[{"type":"web_search"}] | tools[0].type
            "web_search_options":{} | web_search_options
            """)
    void refusesWhatAnthropicCannotSay(String member, String param) {
        assertThatThrownBy(() -> request("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],%s}".formatted(member)))
                .isInstanceOfSatisfying(ModelErrorException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.param()).isEqualTo(param);
                    assertThat(refused.code()).isEqualTo("unsupported_parameter");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":{}} | messages
            {} | messages
            {"messages":[]} | messages
            {"messages":[7]} | messages[0]
            {"messages":[{"role":"user","content":7}]} | messages[0].content
            {"messages":[{"role":"user","content":[{"type":7}]}]} | messages[0].content[0].type
            {"messages":[{"role":"user","content":[{"type":"text","text":{}}]}]} | messages[0].content[0].text
            {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"ftp://x"}}]}]} | messages[0].content[0].image_url.url
            {"messages":[{"role":"user","content":"x"}],"max_tokens":1.5} | max_tokens
            {"messages":[{"role":"user","content":"x"}],"temperature":"hot"} | temperature
            {"messages":[{"role":"user","content":"x"}],"stop":[1]} | stop[0]
            {"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function"}]} | tools[0].function
            {"messages":[{"role":"user","content":"x"}],"stream":"yes"} | stream
            {"messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{"}}]}]} | messages[0].tool_calls[0].function.arguments
            {"messages":[{"role":"tool","content":"x"}]} | messages[0].tool_call_id
            {"messages":[{"role":"narrator","content":"x"}]} | messages[0].role
            """)
    void namesTheMemberThatIsWrong(String body, String param) {
        assertThatThrownBy(() -> request(body)).isInstanceOfSatisfying(ModelErrorException.class, wrong -> {
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.param()).isEqualTo(param);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":[{"role":"user","content":"x"}],"temperature":NaN} | not JSON
            {"messages" | not JSON
            [] | JSON object
            {} {} | not JSON
            """)
    void refusesWhatIsNoJsonObject(String body, String message) {
        assertThatThrownBy(() -> request(body))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html> | not JSON
            {"content":"text"} | nothing at /content
            {} | nothing at /content
            """)
    void answers502ForAnAnswerThatCannotBeRead(String body, String message) {
        assertThatThrownBy(() -> TRANSLATOR.answer(Wire.bytes(body), "m"))
                .isInstanceOfSatisfying(
                        ModelErrorException.class,
                        bad -> assertThat(bad.status()).isEqualTo(502))
                .hasMessageContaining(message);
    }
}
