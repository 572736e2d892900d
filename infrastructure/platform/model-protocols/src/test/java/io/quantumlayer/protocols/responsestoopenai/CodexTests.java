package io.quantumlayer.protocols.responsestoopenai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamedInput;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What Codex 0.171.0 sends, in the forms in which it was seen to send it, for models of other vendors. */
class CodexTests {

    private static final Translator CHAT = Wire.between(Protocol.OPENAI_RESPONSES, Protocol.OPENAI_CHAT);
    private static final Translator ANTHROPIC = Wire.between(Protocol.OPENAI_RESPONSES, Protocol.ANTHROPIC_MESSAGES);

    private static final String TOOLS = """
            [{"type":"function","name":"exec_command","description":"Runs","strict":false,"parameters":{"type":"object"}},
             {"type":"namespace","name":"multi_agent_v1","description":"Agents","tools":[
              {"type":"function","name":"spawn_agent","description":"Spawns","strict":false,"parameters":{"type":"object"}}]},
             {"type":"custom","name":"apply_patch","description":"Edits files.","format":{"type":"grammar","syntax":"lark","definition":"start: hunk"}},
             {"type":"web_search","external_web_access":false}]""";

    private static JsonNode request(Translator translator, String body) {
        return Wire.json(translator.request(Wire.bytes(body), "m"));
    }

    private static Set<String> dropped(String body) {
        List<Set<String>> told = new ArrayList<>();
        CHAT.request(Wire.bytes(body), "m", (request, changes) -> {
            told.add(changes.dropped());
            return request;
        });
        return told.getFirst();
    }

    private static List<String> names(JsonNode request) {
        List<String> names = new ArrayList<>();
        request.path("tools")
                .forEach(tool -> names.add(tool.at("/function/name").asString()));
        return names;
    }

    @Test
    void flattensNamespacesAndMakesFunctionsOfCustomTools() {
        JsonNode request = request(CHAT, "{\"input\":\"x\",\"tools\":" + TOOLS + "}");

        assertThat(request.path("tools")).isEqualTo(Wire.json("""
                [{"type":"function","function":{"name":"exec_command","description":"Runs","strict":false,"parameters":{"type":"object"}}},
                 {"type":"function","function":{"name":"multi_agent_v1__spawn_agent","description":"Spawns","strict":false,"parameters":{"type":"object"}}},
                 {"type":"function","function":{"name":"apply_patch",
                  "description":"Edits files.\\nThe input has to follow this grammar (lark):\\nstart: hunk",
                  "parameters":{"type":"object","properties":{"input":{"type":"string","description":"The whole input of the tool, as it is."}},
                   "required":["input"],"additionalProperties":false}}}]"""));
    }

    @Test
    void leavesOutWhatOpenAiRunsAndSaysSo() {
        assertThat(dropped("""
                {"input":[{"role":"user","content":"x"},{"type":"web_search_call","id":"ws","status":"completed","action":{}}],
                 "truncation":"auto","tools":%s}""".formatted(TOOLS)))
                .containsExactly("tools.web_search", "truncation", "input.web_search_call");
        assertThat(request(CHAT, """
                {"input":"x","store":true,"tools":[{"type":"web_search"}],"tool_choice":"auto","parallel_tool_calls":true}""").propertyNames()).containsExactlyInAnyOrder("model", "messages");
    }

    @Test
    void takesToolsThatComeWithTheInput() {
        JsonNode request = request(CHAT, """
                {"tool_choice":"auto","parallel_tool_calls":false,"input":[
                 {"type":"additional_tools","id":"at_1","role":"developer","tools":[
                  {"type":"namespace","name":"functions","description":"","tools":[
                   {"type":"custom","name":"exec","description":"Run JavaScript","format":{"type":"text"}},
                   {"type":"function","name":"wait","strict":false,"parameters":{"type":"object"}}]}]},
                 {"type":"message","id":"msg_1","role":"developer","content":[{"type":"input_text","text":"You are Codex"}]},
                 {"type":"message","id":"msg_2","role":"user","content":[{"type":"input_text","text":"Read a.txt"}]}]}""");

        assertThat(names(request)).containsExactly("functions__exec", "functions__wait");
        assertThat(request.path("messages")).isEqualTo(Wire.json("""
                [{"role":"system","content":[{"type":"text","text":"You are Codex"}]},
                 {"role":"user","content":[{"type":"text","text":"Read a.txt"}]}]"""));
    }

    @Test
    void showsToolsThatTheClientLoadsOnDemandOnceItHasFoundThem() {
        String search =
                "{\"type\":\"tool_search\",\"execution\":\"client\",\"description\":\"Finds tools\",\"parameters\":{\"type\":\"object\"}}";
        String hidden =
                "{\"type\":\"namespace\",\"name\":\"crm\",\"description\":\"\",\"tools\":[{\"type\":\"function\",\"name\":\"find\",\"defer_loading\":true}]}";

        assertThat(names(request(CHAT, "{\"input\":\"x\",\"tools\":[%s,%s]}".formatted(search, hidden))))
                .containsExactly("tool_search");
        assertThat(names(
                        request(CHAT, "{\"input\":\"x\",\"tools\":[{\"type\":\"tool_search\"},%s]}".formatted(hidden))))
                .containsExactly("crm__find");
        JsonNode found = request(CHAT, """
                {"tools":[%s],"input":[{"role":"user","content":"x"},
                 {"type":"tool_search_call","call_id":"c1","execution":"client","arguments":{"query":"crm"}},
                 {"type":"tool_search_output","call_id":"c1","execution":"client","tools":[%s]}]}""".formatted(search, hidden));
        assertThat(names(found)).containsExactly("tool_search", "crm__find");
        assertThat(found.path("messages")).isEqualTo(Wire.json("""
                [{"role":"user","content":"x"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"tool_search","arguments":"{\\"query\\":\\"crm\\"}"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"These tools can be called from now on: crm."}]"""));
    }

    @Test
    void bringsAHistoryOfSuchCallsBack() {
        JsonNode request = request(CHAT, """
                {"tools":%s,"input":[{"role":"user","content":"x"},
                 {"type":"function_call","call_id":"c1","namespace":"multi_agent_v1","name":"spawn_agent","arguments":"{}"},
                 {"type":"custom_tool_call","call_id":"c2","name":"apply_patch","input":"*** Begin\\n\\"x\\""},
                 {"type":"local_shell_call","call_id":"c3","status":"completed","action":{"type":"exec","command":["ls"]}},
                 {"type":"function_call_output","call_id":"c1","output":"done"},
                 {"type":"custom_tool_call_output","call_id":"c2","output":"Success"},
                 {"type":"local_shell_call_output","call_id":"c3","output":"a.txt"}]}""".formatted(TOOLS));

        assertThat(request.path("messages")).isEqualTo(Wire.json("""
                [{"role":"user","content":"x"},
                 {"role":"assistant","content":null,"tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"multi_agent_v1__spawn_agent","arguments":"{}"}},
                  {"id":"c2","type":"function","function":{"name":"apply_patch","arguments":"{\\"input\\":\\"*** Begin\\\\n\\\\\\"x\\\\\\"\\"}"}},
                  {"id":"c3","type":"function","function":{"name":"local_shell","arguments":"{\\"type\\":\\"exec\\",\\"command\\":[\\"ls\\"]}"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"done"},
                 {"role":"tool","tool_call_id":"c2","content":"Success"},
                 {"role":"tool","tool_call_id":"c3","content":"a.txt"}]"""));
    }

    @Test
    void putsImagesOfResultsBehindTheLastResult() {
        String body = """
                {"input":[{"role":"user","content":"x"},
                 {"type":"function_call","call_id":"c1","name":"view_image","arguments":"{}"},
                 {"type":"function_call","call_id":"c2","name":"f","arguments":"{}"},
                 {"type":"function_call_output","call_id":"c1","output":[{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
                 {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"sun"}]}]}""";

        assertThat(request(CHAT, body).path("messages").path(2)).isEqualTo(Wire.json("""
                {"role":"tool","tool_call_id":"c1","content":"What it gave follows."}"""));
        assertThat(request(CHAT, body).path("messages").path(4)).isEqualTo(Wire.json("""
                {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}"""));
        assertThat(request(ANTHROPIC, body).path("messages").path(2).path("content"))
                .isEqualTo(Wire.json("""
                [{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"What it gave follows."}]},
                 {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"sun"}]},
                 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]"""));
    }

    @Test
    void makesOneResultOfSeveralOutputsOfACall() {
        assertThat(request(CHAT, """
                {"input":[{"role":"user","content":"x"},
                 {"type":"custom_tool_call","call_id":"c1","name":"exec","input":"notify(1)"},
                 {"type":"custom_tool_call_output","call_id":"c1","output":"1"},
                 {"type":"custom_tool_call_output","call_id":"c1","output":[{"type":"input_text","text":"done"}]}]}""").path("messages").path(2)).isEqualTo(Wire.json("""
                {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"1"},{"type":"text","text":"done"}]}"""));
    }

    @Test
    void leavesOutATurnThatWasBrokenOffWhileTheModelThought() {
        assertThat(request(CHAT, """
                {"input":[{"role":"user","content":"x"},
                 {"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"hm"}],"encrypted_content":null},
                 {"role":"user","content":"go on"},
                 {"type":"reasoning","id":"rs_2","summary":[],"content":[{"type":"reasoning_text","text":"a"}],"encrypted_content":null},
                 {"type":"reasoning","id":"rs_3","summary":[],"content":[{"type":"reasoning_text","text":"b"}],"encrypted_content":null},
                 {"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]}""").path("messages")).isEqualTo(Wire.json("""
                [{"role":"user","content":"x"},{"role":"user","content":"go on"},
                 {"role":"assistant","content":null,"reasoning_content":"ab",
                  "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}]"""));
    }

    @Test
    void forcesACustomTool() {
        assertThat(request(CHAT, """
                {"input":"x","tools":%s,"tool_choice":{"type":"custom","name":"apply_patch"}}""".formatted(TOOLS)).path("tool_choice"))
                .isEqualTo(Wire.json("{\"type\":\"function\",\"function\":{\"name\":\"apply_patch\"}}"));
    }

    @Test
    void answersWithTheItemsOfTheClientsTools() {
        JsonNode response = Wire.json(CHAT.answer(
                Wire.bytes("{\"input\":\"x\",\"tools\":" + TOOLS + "}"), Wire.bytes("""
                {"id":"c","choices":[{"finish_reason":"tool_calls","message":{"content":null,"tool_calls":[
                 {"id":"t1","type":"function","function":{"name":"multi_agent_v1__spawn_agent","arguments":"{}"}},
                 {"id":"t2","type":"function","function":{"name":"apply_patch","arguments":"{\\"input\\":\\"a\\\\nb\\"}"}}]}}]}"""), "shown", body -> body));

        assertThat(response.path("output")).isEqualTo(Wire.json("""
                [{"id":"fc_c_0","type":"function_call","status":"completed","call_id":"t1","namespace":"multi_agent_v1","name":"spawn_agent","arguments":"{}"},
                 {"id":"ctc_c_1","type":"custom_tool_call","status":"completed","call_id":"t2","name":"apply_patch","input":"a\\nb"}]"""));
    }

    @Test
    void reachesAnthropicAndComesBack() {
        String body = "{\"input\":\"x\",\"tools\":" + TOOLS + "}";

        assertThat(request(ANTHROPIC, body).path("tools").path(1).path("name").asString())
                .isEqualTo("multi_agent_v1__spawn_agent");
        assertThat(Wire.json(ANTHROPIC.answer(Wire.bytes(body), Wire.bytes("""
                {"id":"msg_1","model":"claude-x","content":[{"type":"tool_use","id":"t1","name":"apply_patch","input":{"input":"p"}}],
                 "stop_reason":"tool_use","usage":{"input_tokens":5,"output_tokens":7}}"""), "shown", answer -> answer))
                        .at("/output/0/input")
                        .asString())
                .isEqualTo("p");
    }

    @Test
    void streamsTheTextOfACustomToolAsItComes() {
        String stream = Wire.events(
                call(0, "t1", "apply_patch", ""),
                call(0, "", "", "{\\\"in"),
                call(0, "", "", "put\\\": \\\"a\\\\"),
                call(0, "", "", "nb\\\\u00"),
                call(0, "", "", "e4😀\\\\\\\""),
                call(0, "", "", "c\\\"}"),
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
        byte[] request = Wire.bytes("{\"input\":\"x\",\"tools\":" + TOOLS + "}");

        List<JsonNode> events = Wire.data(Wire.translated(() -> CHAT.stream(request, "shown"), stream));

        assertThat(events.stream().map(event -> event.path("type").asString()))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.done",
                        "response.output_item.done",
                        "response.completed");
        String whole = "a\nbä😀\"c";
        assertThat(events.stream()
                        .filter(event -> event.path("type").asString().endsWith("input.delta"))
                        .map(event -> event.path("delta").asString())
                        .collect(Collectors.joining()))
                .isEqualTo(whole);
        assertThat(events.get(7).path("input").asString()).isEqualTo(whole);
        assertThat(events.get(8).path("item")).isEqualTo(Wire.json("""
                {"id":"ctc_c_0","type":"custom_tool_call","status":"completed","call_id":"t1","name":"apply_patch","input":"a\\nbä😀\\"c"}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"patch":"*** Begin"} | *** Begin
            *** Begin | *** Begin
            {"why":"w","input":"*** Begin"} | *** Begin
            {"input":"*** Be | *** Be
            """)
    void readsTheTextHoweverAModelHasWrittenIt(String arguments, String input) {
        assertThat(StreamedInput.whole(arguments)).isEqualTo(input);
    }

    @Test
    void answersASearchForToolsWithItsItem() {
        String stream = Wire.events(
                call(0, "t1", "tool_search", "{\\\"query\\\":\\\"crm\\\"}"),
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
        byte[] request = Wire.bytes(
                "{\"input\":\"x\",\"tools\":[{\"type\":\"tool_search\",\"execution\":\"client\",\"parameters\":{\"type\":\"object\"}}]}");

        List<JsonNode> events = Wire.data(Wire.translated(() -> CHAT.stream(request, "shown"), stream));

        assertThat(events.getLast().at("/response/output/0")).isEqualTo(Wire.json("""
                {"id":"tsc_c_0","type":"tool_search_call","status":"completed","call_id":"t1","execution":"client","arguments":{"query":"crm"}}"""));
    }

    @Test
    void keepsStreamedCallsApartThatHaveOneIndexAndNoIds() {
        String stream = Wire.events(
                call(0, "", "exec_command", "{\\\"cmd\\\":"),
                call(0, "", "", "\\\"a\\\"}"),
                call(0, "", "exec_command", "{\\\"cmd\\\":\\\"b\\\"}"),
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
        byte[] request = Wire.bytes("{\"input\":\"x\",\"tools\":" + TOOLS + "}");

        JsonNode output = Wire.data(Wire.translated(() -> CHAT.stream(request, "shown"), stream))
                .getLast()
                .at("/response/output");

        assertThat(output).hasSize(2);
        assertThat(output.path(0).path("arguments").asString()).isEqualTo("{\"cmd\":\"a\"}");
        assertThat(output.path(1).path("arguments").asString()).isEqualTo("{\"cmd\":\"b\"}");
        assertThat(output.path(0).path("call_id")).isNotEqualTo(output.path(1).path("call_id"));
    }

    /** @param arguments as they stand in JSON */
    private static String call(int index, String id, String name, String arguments) {
        return """
                {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":%d,"id":"%s","function":{"name":"%s","arguments":"%s"}}]}}]}""".formatted(index, id, name, arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input":"x","tools":[{"type":"namespace","tools":[]}]} | tools[0].name
            {"input":"x","tools":[{"type":"namespace","name":"n","tools":[{"type":"function"}]}]} | tools[0].tools[0].name
            {"input":[{"type":"additional_tools","tools":[{"type":"custom"}]}]} | input[0].tools[0].name
            {"input":[{"type":"custom_tool_call","call_id":"c","name":"n"}]} | input[0].input
            """)
    void namesWhatIsWrongInATool(String body, String param) {
        assertThatThrownBy(() -> CHAT.request(Wire.bytes(body), "m"))
                .isInstanceOfSatisfying(
                        ModelErrorException.class,
                        wrong -> assertThat(wrong.param()).isEqualTo(param));
    }
}
