package io.quantumlayer.protocols.anthropictoopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AnthropicToOpenAiTests {

    private static final Translator TRANSLATOR = Wire.between(Protocol.ANTHROPIC_MESSAGES, Protocol.OPENAI_CHAT);

    private static JsonNode request(String body) {
        return request(body, "gpt-5");
    }

    private static JsonNode request(String body, String model) {
        return Wire.json(TRANSLATOR.request(Wire.bytes(body), model));
    }

    @Test
    void translatesAConversationWithParallelToolsAndTheirResults() {
        JsonNode request = request("""
                {"model":"alias","max_tokens":50,"stream":true,"temperature":0.5,"top_k":4,"stop_sequences":["END"],
                 "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
                 "metadata":{"user_id":"u-1"},"thinking":{"type":"enabled","budget_tokens":4000},
                 "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
                 "tools":[{"name":"weather","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
                 "tool_choice":{"type":"tool","name":"weather","disable_parallel_tool_use":true},
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"See","cache_control":{"type":"ephemeral"}},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"own","signature":"claude=="},
                    {"type":"thinking","thinking":"theirs","signature":""},
                    {"type":"text","text":"Looking"},
                    {"type":"tool_use","id":"t1","name":"weather","input":{"n":1.10}},
                    {"type":"tool_use","id":"t2","name":"weather","input":{}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"t1","content":"rain"},
                    {"type":"tool_result","tool_use_id":"t2","is_error":true,"content":[{"type":"text","text":"broken"},
                      {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}]},
                    {"type":"text","text":"And now?"}]}]}""");

        assertThat(request).isEqualTo(Wire.json("""
                {"model":"gpt-5","messages":[
                  {"role":"system","content":"Be brief."},
                  {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                  {"role":"assistant","reasoning_content":"theirs","content":"Looking","tool_calls":[
                    {"id":"t1","type":"function","function":{"name":"weather","arguments":"{\\"n\\":1.10}"}},
                    {"id":"t2","type":"function","function":{"name":"weather","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"t1","content":"rain"},
                  {"role":"tool","tool_call_id":"t2","content":"Error: broken"},
                  {"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
                    {"type":"text","text":"And now?"}]}],
                 "max_tokens":50,
                 "tools":[{"type":"function","function":{"name":"weather","description":"d","parameters":{"type":"object"}}}],
                 "tool_choice":{"type":"function","function":{"name":"weather"}},"parallel_tool_calls":false,
                 "reasoning_effort":"medium",
                 "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}},
                 "temperature":0.5,"stop":["END"],"user":"u-1","stream":true,"stream_options":{"include_usage":true}}"""));
    }

    /** The shape of Claude Code 2.1.332, whose own search for tools answers with references. */
    private static final String CLAUDE_CODE = """
            {"max_tokens":32000,"thinking":{"type":"adaptive","display":"omitted"},"output_config":{"effort":"high"},
             "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
             "metadata":{"user_id":"%s"},
             "tools":[{"name":"Read","input_schema":{"type":"object"}},
               {"name":"WebFetch","input_schema":{"type":"object"},"defer_loading":true},
               {"name":"Monitor","input_schema":{"type":"object"},"defer_loading":true},
               {"type":"web_search_20250305","name":"web_search","max_uses":8}],
             "messages":[{"role":"user","content":"x"},
               {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"ToolSearch","input":{}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
                 {"type":"tool_reference","tool_name":"WebFetch"}]}]}]}""".formatted("u".repeat(150));

    @Test
    void saysWhatClaudeCodeSendsByDefaultInWordsThatOtherModelsUnderstand() {
        List<Changes> told = new ArrayList<>();
        JsonNode request = Wire.json(TRANSLATOR.request(Wire.bytes(CLAUDE_CODE), "m", (translated, changes) -> {
            told.add(changes);
            return translated;
        }));

        assertThat(request).isEqualTo(Wire.json("""
                {"model":"m","messages":[{"role":"user","content":"x"},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"t1","type":"function","function":{"name":"ToolSearch","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"t1","content":"The tool WebFetch is loaded and can be called."}],
                 "max_tokens":32000,
                 "tools":[{"type":"function","function":{"name":"Read","parameters":{"type":"object"}}},
                   {"type":"function","function":{"name":"WebFetch","parameters":{"type":"object"}}}],
                 "reasoning_effort":"high",
                 "user":"%s"}""".formatted(
                        "816752062318c8f216b0d347163d40e917a8c522ce07be3d0ebc80db6132fc5b")));
        assertThat(told)
                .containsExactly(new Changes(Set.of("tools.web_search"), Set.of("messages", "tools", "metadata")));
        assertThat(TRANSLATOR.members()).doesNotContain("context_management");
    }

    @Test
    void showsAllToolsWhereOnlyAnthropicCouldSearchForThem() {
        JsonNode request = request("""
                {"max_tokens":5,"tool_choice":{"type":"auto"},
                 "tools":[{"type":"tool_search_tool_regex_20251119","name":"tool_search_tool_regex"},
                   {"name":"a","input_schema":{"type":"object"},"defer_loading":true}],
                 "messages":[{"role":"user","content":"x"}]}""");

        assertThat(request.path("tools")).isEqualTo(Wire.json("""
                [{"type":"function","function":{"name":"a","parameters":{"type":"object"}}}]"""));
    }

    @Test
    void leavesTheChoiceOutWithTheLastTool() {
        JsonNode request = request("""
                {"max_tokens":5,"tool_choice":{"type":"auto"},"tools":[{"type":"web_search_20250305","name":"web_search"}],
                 "messages":[{"role":"user","content":"x"}]}""");

        assertThat(request.has("tools")).isFalse();
        assertThat(request.has("tool_choice")).isFalse();
    }

    @Test
    void tellsAsTextWhatToolsOfAnthropicsDidBefore() {
        JsonNode request = request("""
                {"max_tokens":5,"messages":[{"role":"user","content":"x"},
                  {"role":"assistant","content":[
                    {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},
                    {"type":"web_search_tool_result","tool_use_id":"s1","content":[
                      {"type":"web_search_result","title":"T","url":"https://example.org","encrypted_content":"AAAA"}]},
                    {"type":"text","text":"Found."}]},
                  {"role":"user","content":"y"}]}""");

        assertThat(request.path("messages").path(1)).isEqualTo(Wire.json("""
                {"role":"assistant",
                 "content":"[Called the tool web_search with {\\"query\\":\\"q\\"}][web_search_tool_result: T\\nhttps://example.org]Found."}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "bash_20250124, bash, 'command, restart', ''",
        "text_editor_20250728, str_replace_based_edit_tool, 'command, path, view_range, file_text, old_str, new_str, insert_line, insert_text', 'command, path'",
        "text_editor_20250429, str_replace_based_edit_tool, 'command, path, view_range, file_text, old_str, new_str, insert_line, insert_text', 'command, path'",
        "text_editor_20250124, str_replace_editor, 'command, path, view_range, file_text, old_str, new_str, insert_line', 'command, path'",
        "memory_20250818, memory, 'command, path, view_range, file_text, old_str, new_str, insert_line, insert_text, old_path, new_path', command"
    })
    void givesToolsTheSchemaThatClaudeKnowsByTheirTypes(String type, String name, String members, String required) {
        List<Changes> told = new ArrayList<>();
        JsonNode request =
                Wire.json(TRANSLATOR.request(Wire.bytes("""
                {"max_tokens":5,"tool_choice":{"type":"tool","name":"%2$s"},
                 "tools":[{"type":"%1$s","name":"%2$s","max_characters":10000,"cache_control":{"type":"ephemeral"}}],
                 "messages":[{"role":"user","content":"x"}]}""".formatted(type, name)), "m", (translated, changes) -> {
                    told.add(changes);
                    return translated;
                }));

        JsonNode function = request.at("/tools/0/function");
        assertThat(function.path("name").asString()).isEqualTo(name);
        assertThat(function.path("description").asString()).isNotBlank();
        assertThat(String.join(", ", function.at("/parameters/properties").propertyNames()))
                .isEqualTo(members);
        assertThat(function.at("/parameters/required").valueStream().map(JsonNode::asString))
                .containsExactly(required.isEmpty() ? new String[0] : required.split(", "));
        assertThat(request.at("/tool_choice/function/name").asString()).isEqualTo(name);
        assertThat(told).containsExactly(new Changes(Set.of(), Set.of("tools")));
    }

    @Test
    void asksForNothingWhereWhatOnlyAnthropicHasIsEmpty() {
        JsonNode request = request("""
                {"max_tokens":5,"mcp_servers":[],"container":null,"inference_geo":"global",
                 "messages":[{"role":"user","content":"x"}]}""");

        assertThat(request.propertyNames()).containsExactlyInAnyOrder("model", "messages", "max_tokens");
    }

    @Test
    void tellsSearchResultsAndSummariesAsText() {
        JsonNode request = request("""
                {"max_tokens":5,"messages":[{"role":"user","content":"x"},
                  {"role":"assistant","content":[{"type":"compaction","content":"So far."},
                    {"type":"tool_use","id":"t1","name":"find","input":{}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"t1","content":[{"type":"search_result","source":"https://example.org",
                      "title":"T","content":[{"type":"text","text":"found"}],"citations":{"enabled":true}}]},
                    {"type":"search_result","source":"s","title":"U","content":[{"type":"text","text":"too"}]}]}]}""");

        assertThat(request.path("messages").path(1).path("content").asString()).isEqualTo("So far.");
        assertThat(request.path("messages").path(2).path("content").asString())
                .isEqualTo("T\nhttps://example.org\nfound");
        assertThat(request.path("messages").path(3).path("content").asString()).isEqualTo("U\ns\ntoo");
    }

    @Test
    void leavesBlanksBesideCallsOut() {
        JsonNode request = request("""
                {"max_tokens":5,"messages":[{"role":"user","content":"x"},
                  {"role":"assistant","content":[{"type":"text","text":"\\n\\n"},{"type":"tool_use","id":"t1","name":"f","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"y"}]}]}""");

        assertThat(request.path("messages").path(1).path("content").isNull()).isTrue();
    }

    @Test
    void leavesTurnsOutInWhichTheModelHasSaidNothing() {
        JsonNode request = request("""
                {"max_tokens":5,"messages":[{"role":"user","content":"x"},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""}]},
                  {"role":"user","content":"y"},{"role":"assistant","content":" "},{"role":"user","content":"z"}]}""");

        assertThat(request.path("messages")).isEqualTo(Wire.json("""
                [{"role":"user","content":"x"},{"role":"user","content":"y"},{"role":"user","content":"z"}]"""));
    }

    @Test
    void givesEveryAnswerWithoutAnIdentifierOneOfItsOwn() {
        byte[] answer = Wire.bytes("{\"choices\":[{\"message\":{\"content\":\"x\"}}]}");

        assertThat(Wire.json(TRANSLATOR.answer(answer, "m")).path("id"))
                .isNotEqualTo(Wire.json(TRANSLATOR.answer(answer, "m")).path("id"));
    }

    @Test
    void saysTheLimitAndTheEffort() {
        JsonNode request = request("""
                {"max_tokens":50,"thinking":{"type":"adaptive"},"output_config":{"effort":"high"},
                 "messages":[{"role":"user","content":"x"}]}""", "m");

        assertThat(request.path("max_tokens").asLong()).isEqualTo(50);
        assertThat(request.path("reasoning_effort").asString("")).isEqualTo("high");
    }

    @Test
    void translatesAnAnswerWithCallsAndReasoning() {
        JsonNode answer = Wire.json(TRANSLATOR.answer(Wire.bytes("""
                {"id":"c-1","object":"chat.completion","model":"m-x","choices":[{"index":0,"finish_reason":"tool_calls",
                 "message":{"role":"assistant","content":"Hi","reasoning_content":"hm","tool_calls":[
                  {"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1.0}"}},
                  {"type":"function","function":{"name":"g","arguments":""}}]}}],
                 "usage":{"prompt_tokens":105,"completion_tokens":7,"total_tokens":112,
                  "prompt_tokens_details":{"cached_tokens":90},"completion_tokens_details":{"reasoning_tokens":2}}}"""), "shown"));

        assertThat(answer).isEqualTo(Wire.json("""
                {"id":"c-1","type":"message","role":"assistant","model":"m-x","content":[
                 {"type":"thinking","thinking":"hm","signature":""},{"type":"text","text":"Hi"},
                 {"type":"tool_use","id":"t1","name":"f","input":{"a":1.0}},
                 {"type":"tool_use","id":"toolu_c-1_3","name":"g","input":{}}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":15,"cache_creation_input_tokens":0,"cache_read_input_tokens":90,"output_tokens":7,
                  "output_tokens_details":{"thinking_tokens":2}}}"""));
    }

    @Test
    void returnsForeignSignaturesToTheProviderTheyCameFrom() {
        JsonNode content = Wire.json(TRANSLATOR.answer(Wire.bytes("""
                {"choices":[{"message":{"content":"Hi","reasoning_content":"hm","thinking_blocks":[
                 {"type":"thinking","thinking":"hm","signature":"sig"},{"type":"redacted_thinking","data":"x"}]}}]}"""), "m")).path("content");
        JsonNode back = request("""
                {"max_tokens":5,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":%s}]}""".formatted(content));

        assertThat(back.path("messages").path(1)).isEqualTo(Wire.json("""
                {"role":"assistant","reasoning_content":"hm","content":"Hi","thinking_blocks":[
                 {"type":"thinking","thinking":"hm","signature":"sig"},{"type":"redacted_thinking","data":"x"}]}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, end_turn",
        "length, max_tokens",
        "tool_calls, tool_use",
        "content_filter, refusal",
        "unheard_of, end_turn"
    })
    void tellsWhyTheModelStopped(String openAi, String anthropic) {
        JsonNode answer = Wire.json(TRANSLATOR.answer(Wire.bytes("""
                {"choices":[{"message":{"content":"x"},"finish_reason":"%s"}]}""".formatted(openAi)), "shown"));

        assertThat(answer.path("stop_reason").asString()).isEqualTo(anthropic);
        assertThat(answer.path("model").asString()).isEqualTo("shown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"max_tokens":5} | messages
            {"messages":[{"role":"user","content":"x"}]} | max_tokens
            {"max_tokens":-1,"messages":[{"role":"user","content":"x"}]} | max_tokens
            {"max_tokens":5,"messages":[{"role":"user"}]} | messages[0].content
            {"max_tokens":5,"messages":[{"role":"user","content":[{"type":"image","source":7}]}]} | messages[0].content[0].source
            {"max_tokens":5,"messages":[{"role":"user","content":[{"type":"search_result"}]}]} | messages[0].content[0].type
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"tools":[{"type":"computer_20250124","name":"computer","display_width_px":1,"display_height_px":1}]} | tools[0].type
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"tools":[{"type":"web_search_20250305","name":"w"}],"tool_choice":{"type":"tool","name":"w"}} | tool_choice.name
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"tool_choice":{"type":"any"}} | tool_choice
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"container":"c"} | container
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"mcp_servers":[{"type":"url","url":"https://x","name":"m"}]} | mcp_servers
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"inference_geo":"us"} | inference_geo
            {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"metadata":7,"thinking":{"type":"enabled"}} | thinking.budget_tokens
            {"max_tokens":5,"messages":[{"role":"user","content":[{"type":"tool_result"}]}]} | messages[0].content[0].tool_use_id
            {"max_tokens":5,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":"x"}]}]} | messages[0].content[0].input
            """)
    void namesTheMemberThatIsWrong(String body, String param) {
        assertThatThrownBy(() -> request(body)).isInstanceOfSatisfying(ModelErrorException.class, wrong -> {
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.param()).isEqualTo(param);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html> | not JSON
            {"choices":[]} | nothing at /choices/0/message
            {"error":"no"} | nothing at /choices/0/message
            """)
    void answers502ForAnAnswerThatCannotBeRead(String body, String message) {
        assertThatThrownBy(() -> TRANSLATOR.answer(Wire.bytes(body), "m"))
                .isInstanceOfSatisfying(
                        ModelErrorException.class,
                        bad -> assertThat(bad.status()).isEqualTo(502))
                .hasMessageContaining(message);
    }
}
