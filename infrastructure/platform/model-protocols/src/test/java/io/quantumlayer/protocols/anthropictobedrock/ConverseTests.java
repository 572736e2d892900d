package io.quantumlayer.protocols.anthropictobedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.Wire;
import io.quantumlayer.protocols.watch.UsageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ConverseTests {

    private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-6-v1:0";
    private static final Translator ANTHROPIC = Wire.between(Protocol.ANTHROPIC_MESSAGES, Protocol.BEDROCK_CONVERSE);
    private static final Translator OPENAI = Wire.between(Protocol.OPENAI_CHAT, Protocol.BEDROCK_CONVERSE);

    private static final String[] EVENTS = {
        "{\"messageStart\":{\"role\":\"assistant\"}}",
        "{\"contentBlockDelta\":{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}}",
        "{\"contentBlockDelta\":{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"sig\"}}}}",
        "{\"contentBlockStop\":{\"contentBlockIndex\":0}}",
        "{\"contentBlockDelta\":{\"contentBlockIndex\":1,\"delta\":{\"text\":\"Grüße\"}}}",
        "{\"contentBlockStop\":{\"contentBlockIndex\":1}}",
        "{\"contentBlockStart\":{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"f\"}}}}",
        "{\"contentBlockDelta\":{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\":1}\"}}}}",
        "{\"contentBlockStop\":{\"contentBlockIndex\":2}}",
        "{\"messageStop\":{\"stopReason\":\"tool_use\"}}",
        "{\"metadata\":{\"usage\":{\"inputTokens\":5,\"outputTokens\":7,\"totalTokens\":12,\"cacheReadInputTokens\":90},\"metrics\":{\"latencyMs\":3}}}"
    };

    private static String stream(StreamTranslator translator, List<String> events) {
        StringBuilder out = new StringBuilder();
        for (String event : events) {
            byte[] bytes = Wire.bytes("--" + event);
            out.append(Wire.text(translator.feed(bytes, 2, bytes.length - 2)));
        }
        return Wire.timeless(out + Wire.text(translator.end()));
    }

    @Test
    void translatesAConversationOfAnthropics() {
        JsonNode request = Wire.json(ANTHROPIC.request(Wire.bytes("""
                {"model":"alias","max_tokens":50,"stream":true,"temperature":0.50,"top_p":0.9,"top_k":4,"stop_sequences":["END"],
                 "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "thinking":{"type":"adaptive"},
                 "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object"}}},
                 "tools":[{"name":"f","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
                 "tool_choice":{"type":"any","disable_parallel_tool_use":true},
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AAAA"}}]},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig"},
                    {"type":"thinking","thinking":"of another model","signature":""},
                    {"type":"redacted_thinking","data":"eHl6"},
                    {"type":"tool_use","id":"t1","name":"f","input":{"n":1.10}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"no"}]}]}"""), CLAUDE));

        assertThat(request).isEqualTo(Wire.json("""
                {"system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}}],
                 "messages":[
                  {"role":"user","content":[{"text":"See"},{"image":{"format":"jpeg","source":{"bytes":"AAAA"}}}]},
                  {"role":"assistant","content":[
                    {"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},
                    {"reasoningContent":{"redactedContent":"eHl6"}},
                    {"toolUse":{"toolUseId":"t1","name":"f","input":{"n":1.10}}}]},
                  {"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"no"}],"status":"error"}}]}],
                 "inferenceConfig":{"maxTokens":50,"temperature":0.50,"topP":0.9,"stopSequences":["END"]},
                 "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{"type":"object"}}}},
                   {"cachePoint":{"type":"default"}}],"toolChoice":{"any":{}}},
                 "additionalModelRequestFields":{"tool_choice":{"type":"any","disable_parallel_tool_use":true},
                   "thinking":{"type":"adaptive"},"top_k":4,"output_config":{"effort":"high"}},
                 "outputConfig":{"textFormat":{"type":"json_schema",
                   "structure":{"jsonSchema":{"schema":"{\\"type\\":\\"object\\"}","name":"answer"}}}}}"""));
    }

    /** The shape of Claude Code 2.1.332 in the middle of a session, with a blank text of another model's. */
    @Test
    void leavesOutWhatConverseRefusesOfAClientOfAnthropics() {
        JsonNode request = Wire.json(ANTHROPIC.request(Wire.bytes("""
                {"max_tokens":32000,"context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
                 "tools":[{"name":"Read","input_schema":{"type":"object"}},
                   {"name":"WebFetch","input_schema":{"type":"object"},"defer_loading":true},
                   {"name":"Monitor","input_schema":{"type":"object"},"defer_loading":true},
                   {"type":"web_search_20250305","name":"web_search"}],
                 "messages":[{"role":"user","content":"x"},{"role":"assistant","content":" "},{"role":"user","content":"y"},
                  {"role":"assistant","content":[{"type":"text","text":"\\n"},
                    {"type":"tool_use","id":"t1","name":"ToolSearch","input":{}},
                    {"type":"tool_use","id":"t2","name":"Read","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
                     {"type":"tool_reference","tool_name":"WebFetch"}]},
                    {"type":"tool_result","tool_use_id":"t2","content":""}]}]}"""), CLAUDE));

        assertThat(request.path("messages")).isEqualTo(Wire.json("""
                [{"role":"user","content":[{"text":"x"},{"text":"y"}]},
                 {"role":"assistant","content":[{"toolUse":{"toolUseId":"t1","name":"ToolSearch","input":{}}},
                   {"toolUse":{"toolUseId":"t2","name":"Read","input":{}}}]},
                 {"role":"user","content":[
                   {"toolResult":{"toolUseId":"t1","content":[{"text":"The tool WebFetch is loaded and can be called."}]}},
                   {"toolResult":{"toolUseId":"t2","content":[{"text":"(no output)"}]}}]}]"""));
        assertThat(request.path("toolConfig").path("tools").findValuesAsString("name"))
                .containsExactly("Read", "WebFetch");
        assertThat(request.has("additionalModelRequestFields")).isFalse();
    }

    @Test
    void makesUpTheToolsThatAConversationHasCalled() {
        JsonNode request = Wire.json(ANTHROPIC.request(Wire.bytes("""
                {"max_tokens":5,"messages":[{"role":"user","content":"x"},
                  {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"y"}]}]}"""), CLAUDE));

        assertThat(request.path("toolConfig").path("tools").findValuesAsString("name"))
                .containsExactly("f");
    }

    /** Codex says so to every model that it does not know. */
    @Test
    void saysThatOtherModelsCannotBeToldToCallOneToolAtATime() {
        List<Changes> told = new ArrayList<>();
        JsonNode request = Wire.json(Wire.between(Protocol.OPENAI_RESPONSES, Protocol.BEDROCK_CONVERSE)
                .request(Wire.bytes("""
                {"input":"x","tools":[{"type":"function","name":"f"}],"tool_choice":"auto","parallel_tool_calls":false}"""), "amazon.nova-pro-v1:0", (translated, changes) -> {
                    told.add(changes);
                    return translated;
                }));

        assertThat(request.at("/toolConfig/tools")).hasSize(1);
        assertThat(request.has("additionalModelRequestFields")).isFalse();
        assertThat(told).containsExactly(new Changes(Set.of("parallel_tool_calls"), Set.of()));
    }

    @Test
    void knowsTheToolsThatClaudeKnowsByTheirTypes() {
        JsonNode request = Wire.json(ANTHROPIC.request(Wire.bytes("""
                {"max_tokens":5,"tools":[{"type":"bash_20250124","name":"bash","cache_control":{"type":"ephemeral"}}],
                 "messages":[{"role":"user","content":"x"}]}"""), "amazon.nova-pro-v1:0"));

        assertThat(request.at("/toolConfig/tools/0/toolSpec/name").asString()).isEqualTo("bash");
        assertThat(request.at("/toolConfig/tools/0/toolSpec/inputSchema/json/properties/command/type")
                        .asString())
                .isEqualTo("string");
        assertThat(request.at("/toolConfig/tools/1/cachePoint/type").asString()).isEqualTo("default");
    }

    @Test
    void translatesAConversationOfOpenAis() {
        JsonNode request = Wire.json(OPENAI.request(Wire.bytes("""
                {"model":"alias","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"x"}],
                 "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"none"}"""), "amazon.nova-pro-v1:0"));

        assertThat(request).isEqualTo(Wire.json("""
                {"system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[{"text":"x"}]}],
                 "inferenceConfig":{}}"""));
    }

    @Test
    void translatesAnAnswer() {
        byte[] answer = Wire.bytes("""
                {"output":{"message":{"role":"assistant","content":[
                  {"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},{"text":"Hi"},
                  {"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1.0}}}]}},
                 "stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":7,"totalTokens":112,
                 "cacheReadInputTokens":90,"cacheWriteInputTokens":10},"metrics":{"latencyMs":3}}""");

        assertThat(Wire.json(Wire.timeless(Wire.text(ANTHROPIC.answer(answer, "shown")))))
                .isEqualTo(Wire.json("""
                {"id":"msg_random","type":"message","role":"assistant","model":"shown","content":[
                 {"type":"thinking","thinking":"hm","signature":"sig"},{"type":"text","text":"Hi"},
                 {"type":"tool_use","id":"t1","name":"f","input":{"a":1.0}}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":5,"cache_creation_input_tokens":10,"cache_read_input_tokens":90,"output_tokens":7}}"""));
        JsonNode completion = Wire.json(OPENAI.answer(answer, "shown"));
        assertThat(completion
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content")
                        .asString())
                .isEqualTo("Hi");
        assertThat(completion.path("usage").path("prompt_tokens").asLong()).isEqualTo(105);
        assertThat(UsageReader.ofAnswer(Protocol.BEDROCK_CONVERSE, answer))
                .isEqualTo(new TokenUsage(105, 7, 90, 10, 0, null));
    }

    @Test
    void translatesAStreamForBothClients() {
        StreamTranslator anthropic = ANTHROPIC.stream(Wire.bytes("{}"), "shown");
        List<JsonNode> events = Wire.data(stream(anthropic, List.of(EVENTS)));

        assertThat(events.stream().map(event -> event.path("type").asString()))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.get(11).toString())
                .isEqualTo(
                        "{\"type\":\"message_delta\","
                                + "\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},"
                                + "\"usage\":{\"input_tokens\":5,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":90,\"output_tokens\":7}}");
        assertThat(anthropic.isComplete()).isTrue();
        StreamTranslator openAi = OPENAI.stream(
                Wire.bytes(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}"),
                CLAUDE);
        String chunks = stream(openAi, List.of(EVENTS));
        assertThat(chunks)
                .contains(
                        "{\"reasoning_content\":\"hm\"}",
                        "\"signature\":\"sig\"",
                        "{\"content\":\"Grüße\"}",
                        "\"prompt_tokens\":95")
                .endsWith("data: [DONE]\n\n");
        assertThat(openAi.isComplete()).isTrue();
        assertThat(openAi.usage()).isEqualTo(new TokenUsage(95, 7, 90, 0, 0, null));
    }

    @Test
    void tellsACutStreamFromACompleteOne() {
        for (int events = 0; events < EVENTS.length; events++) {
            StreamTranslator translator =
                    OPENAI.stream(Wire.bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"), CLAUDE);
            String chunks = stream(translator, List.of(EVENTS).subList(0, events));

            boolean complete = events == EVENTS.length - 1;
            assertThat(translator.isComplete()).isEqualTo(complete);
            assertThat(chunks.contains("[DONE]")).isEqualTo(complete);
        }
    }

    @Test
    void endsWithTheErrorOfTheProvider() {
        StreamTranslator translator =
                OPENAI.stream(Wire.bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"), CLAUDE);
        String chunks = stream(
                translator,
                List.of(
                        EVENTS[0],
                        EVENTS[4],
                        "{\"throttlingException\":{\"message\":\"Too many tokens\"}}",
                        EVENTS[9],
                        EVENTS[10]));

        assertThat(chunks)
                .endsWith(
                        "data: {\"error\":{\"message\":\"Too many tokens\",\"type\":\"rate_limit_exceeded\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}\n\n");
        assertThat(translator.failed()).isTrue();
        assertThat(translator.isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI_CHAT | {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/a.png"}}]}]} | messages[0].content[0].image_url.url
            OPENAI_CHAT | {"messages":[{"role":"user","content":"x"}],"n":2} | n
            ANTHROPIC_MESSAGES | {"max_tokens":5,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x"}}]}]} | messages[0].content[0].source.type
            ANTHROPIC_MESSAGES | {"max_tokens":5,"messages":[{"role":"user","content":[{"type":"server_tool_use"}]}]} | messages[0].content[0].type
            """)
    void refusesWhatConverseCannotSay(Protocol client, String body, String param) {
        Translator translator = Wire.between(client, Protocol.BEDROCK_CONVERSE);

        assertThatThrownBy(() -> translator.request(Wire.bytes(body), "amazon.nova-pro-v1:0"))
                .isInstanceOfSatisfying(ModelErrorException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unsupported_parameter");
                    assertThat(refused.param()).isEqualTo(param);
                });
    }
}
