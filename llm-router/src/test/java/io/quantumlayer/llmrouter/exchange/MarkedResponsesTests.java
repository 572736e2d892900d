package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MarkedResponsesTests {

    private static final AccountMark ONE = AccountMark.of("openai/one");
    private static final AccountMark TWO = AccountMark.of("openai/two");
    private static final String LONG = "gAAAA" + "x".repeat(20_000) + "==";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MarkedResponses of(AccountMark account) {
        return new MarkedResponses(account, id -> "");
    }

    private static JsonNode unmarked(AccountMark account, JsonNode request, Set<String> dropped) {
        JsonEdits edits = JsonEdits.of(JsonTrees.bytes(request));
        assertThat(of(account).unmark(edits)).isEqualTo(dropped);
        return JsonTrees.read(edits.bytes());
    }

    private static String answer() {
        return """
                {"id":"resp_1","previous_response_id":"resp_0","output":[
                 {"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"%s"},
                 {"id":"msg_1","type":"message","content":[{"type":"output_text","text":"rs_1 resp_1 \\"encrypted_content\\""}]}]}""".formatted(LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "resp_68f0, ''",
        "68f0, ''",
        "resp_68f0, -0123456789abcdef",
        "68f0, -0123456789abcdef",
        "resp_ql00000000_resp_1, -0123456789abcdef"
    })
    void findsTheAccountOfAnIdItsSealAndTheIdAgain(String id, String seal) {
        String marked = ONE.response(id, seal);

        assertThat(marked).matches("resp_ql[0-9a-f]{8}" + seal + "_" + id);
        assertThat(AccountMark.sealIn(marked)).isEqualTo(seal);
        assertThat(AccountMark.in(marked)).isEqualTo(ONE);
        assertThat(AccountMark.without(marked)).isEqualTo(id);
        assertThat(ONE).isNotEqualTo(TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rs_68f0", "msg_68f0", "fc_68f0", "msg_ql00000000_msg_68f0", "68f0"})
    void findsTheAccountOfAnItemAndItsIdAgain(String id) {
        String marked = ONE.item(id, "-0123456789abcdef");

        String kind = id.contains("_") ? id.replaceFirst("_.*", "") : "item";
        assertThat(marked).matches(kind + "_ql[0-9a-f]{8}-0123456789abcdef_" + id);
        assertThat(AccountMark.in(marked)).isEqualTo(ONE);
        assertThat(AccountMark.sealIn(marked)).isEqualTo("-0123456789abcdef");
        assertThat(AccountMark.without(marked)).isEqualTo(id);
    }

    @Test
    void sealsTheIdsOfResponsesAndTheirItems() {
        MarkedResponses marks = new MarkedResponses(ONE, id -> "-0123456789abcdef");

        JsonNode marked = JsonTrees.read(marks.answer(bytes(answer())));

        assertThat(marked.path("id").asString()).isEqualTo(ONE.response("resp_1", "-0123456789abcdef"));
        assertThat(marked.path("previous_response_id").asString())
                .isEqualTo(ONE.response("resp_0", "-0123456789abcdef"));
        assertThat(marked.at("/output/0/id").asString()).isEqualTo(ONE.item("rs_1", "-0123456789abcdef"));
        assertThat(marked.at("/output/1/id").asString()).isEqualTo(ONE.item("msg_1", "-0123456789abcdef"));
        JsonNode request =
                JsonTrees.object().put("previous_response_id", marked.path("id").asString());
        assertThat(unmarked(ONE, request, Set.of()).path("previous_response_id").asString())
                .isEqualTo("resp_1");
    }

    @Test
    void comesBackToTheAccountAsTheAccountGaveIt() {
        JsonNode marked = JsonTrees.read(of(ONE).answer(bytes(answer())));

        assertThat(AccountMark.in(marked.path("id").asString())).isEqualTo(ONE);
        assertThat(AccountMark.in(marked.path("previous_response_id").asString()))
                .isEqualTo(ONE);
        assertThat(marked.at("/output/1"))
                .isEqualTo(((ObjectNode) JsonTrees.read(answer()).at("/output/1")).put("id", ONE.item("msg_1", "")));
        JsonNode request = JsonTrees.object()
                .put("model", "m")
                .put("previous_response_id", marked.path("id").asString())
                .set("input", marked.path("output"));
        assertThat(MarkedResponses.origin(JsonEdits.of(JsonTrees.bytes(request))))
                .isEqualTo(new MarkedResponses.Origin(ONE, marked.path("id").asString(), MarkedResponses.PREVIOUS));
        assertThat(unmarked(ONE, request, Set.of()))
                .isEqualTo(JsonTrees.object()
                        .put("model", "m")
                        .put("previous_response_id", "resp_1")
                        .set("input", JsonTrees.read(answer()).path("output")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", "{\"id\":\"%s\"}"})
    void aConversationComesBackToItsAccount(String form) {
        MarkedResponses marks = new MarkedResponses(ONE, id -> "-0123456789abcdef");
        String answer = "{\"id\":\"resp_1\",\"conversation\":{\"id\":\"conv_1\"},\"output\":[]}";
        String marked = JsonTrees.read(marks.answer(bytes(answer)))
                .at("/conversation/id")
                .asString();

        assertThat(marked).isEqualTo(ONE.item("conv_1", "-0123456789abcdef"));
        byte[] event = bytes("data: {\"type\":\"response.created\",\"response\":%s}\n\n".formatted(answer));
        assertThat(new String(marks.stream().feed(event, 0, event.length), StandardCharsets.UTF_8))
                .contains(marked);
        JsonNode request = JsonTrees.read("{\"conversation\":%s,\"input\":\"x\"}".formatted(form.formatted(marked)));
        assertThat(MarkedResponses.origin(JsonEdits.of(JsonTrees.bytes(request))))
                .isEqualTo(new MarkedResponses.Origin(ONE, marked, "conversation"));
        assertThat(unmarked(ONE, request, Set.of()))
                .isEqualTo(JsonTrees.read("{\"conversation\":%s,\"input\":\"x\"}".formatted(form.formatted("conv_1"))));
        JsonNode bare = JsonTrees.read("{\"conversation\":\"conv_1\",\"input\":\"x\"}");
        assertThat(MarkedResponses.origin(JsonEdits.of(JsonTrees.bytes(bare)))).isNull();
    }

    @Test
    void leavesTheReasoningOfAnotherAccountOut() {
        JsonNode output = JsonTrees.read(of(ONE).answer(bytes(answer()))).path("output");
        JsonNode request = JsonTrees.object().set("input", output);

        assertThat(MarkedResponses.origin(JsonEdits.of(JsonTrees.bytes(request))))
                .isEqualTo(new MarkedResponses.Origin(ONE, null, null));
        JsonNode input =
                unmarked(TWO, request, Set.of("input[].encrypted_content")).path("input");
        assertThat(input).hasSize(1);
        assertThat(input.path(0)).isEqualTo(JsonTrees.read(answer()).at("/output/1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"item_reference\",\"id\":\"%s\"}",
                "{\"id\":\"%s\",\"type\":\"item_reference\"}",
                "{\"id\":\"%s\"}",
                "{\"id\":\"%s\",\"encrypted_content\":\"x\",\"type\":\"compaction\"}"
            })
    void onlyTheAccountThatKeepsAnItemCanGoOnWithIt(String item) {
        String later = "{\"type\":\"message\",\"id\":\"%s\",\"role\":\"assistant\",\"content\":\"x\"}";
        String request = "{\"input\":[" + item.formatted(ONE.item("msg_1", "")) + ","
                + later.formatted(TWO.item("msg_2", "")) + "]}";

        assertThat(MarkedResponses.origin(JsonEdits.of(bytes(request))))
                .isEqualTo(new MarkedResponses.Origin(
                        ONE, item.contains("compaction") ? null : ONE.item("msg_1", ""), "input"));
        assertThat(unmarked(ONE, JsonTrees.read(request), Set.of()))
                .isEqualTo(JsonTrees.read(
                        "{\"input\":[" + item.formatted("msg_1") + "," + later.formatted("msg_2") + "]}"));
    }

    @Test
    void knowsAReferenceWhoseIdHasNoMark() {
        assertThat(MarkedResponses.origin(
                        JsonEdits.of(bytes("{\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]}"))))
                .isEqualTo(new MarkedResponses.Origin(null, "msg_1", "input"));
    }

    @Test
    void givesTheIdBackThatAnApprovalNames() {
        String request =
                "{\"input\":[{\"type\":\"mcp_approval_response\",\"approval_request_id\":\"%s\",\"approve\":true}]}";

        assertThat(unmarked(ONE, JsonTrees.read(request.formatted(ONE.item("mcpr_1", ""))), Set.of()))
                .isEqualTo(JsonTrees.read(request.formatted("mcpr_1")));
    }

    @Test
    void marksAStreamWhateverItsCuts() {
        String stream = """
                event: response.created
                data: {"type":"response.created","response":{"id":"resp_1","previous_response_id":null,"output":[]}}

                event: response.output_item.done
                data: {"type":"response.output_item.done","item":{"id":"rs_1","type":"reasoning","encrypted_content":"gAAA"}}

                data: {"type":"response.output_text.delta","item_id":"msg_1","delta":"the \\"response\\" is rs_1"}

                data: {"type":"response.reasoning_summary_text.delta","item_id":"rs_1","delta":"hm"}

                data: {"type":"response.completed","response":{"id":"resp_1","output":[{"id":"rs_1","encrypted_content":"gAAA"},{"id":"msg_1"}]}}

                """;
        String expected = stream.replace("\"resp_1\"", '"' + ONE.response("resp_1", "") + '"')
                .replace("\"rs_1\"", '"' + ONE.item("rs_1", "") + '"')
                .replace("\"msg_1\"", '"' + ONE.item("msg_1", "") + '"')
                .replace("\"gAAA\"", '"' + ONE.content("gAAA") + '"');
        byte[] bytes = bytes(stream);

        for (int cut = 0; cut <= bytes.length; cut += 7) {
            StreamFilter marking = of(ONE).stream();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(marking.feed(bytes, 0, cut));
            out.writeBytes(marking.feed(bytes, cut, bytes.length - cut));
            out.writeBytes(marking.end());
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        }
    }

    @Test
    void tellsWhichResponseAStreamIsOf() {
        MarkedResponses marks = new MarkedResponses(ONE, id -> "-0123456789abcdef");
        byte[] created = bytes("""
                data: {"type":"response.created","response":{"id":"resp_2","previous_response_id":"resp_1","output":[]}}

                """);
        assertThat(marks.streamed()).isNull();

        marks.stream().feed(created, 0, created.length);

        assertThat(marks.streamed()).isEqualTo(ONE.response("resp_2", "-0123456789abcdef"));
    }
}
