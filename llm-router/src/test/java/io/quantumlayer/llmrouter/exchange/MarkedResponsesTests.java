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
import tools.jackson.databind.JsonNode;

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
    @CsvSource({"resp_68f0, ''", "68f0, ''", "resp_68f0, -0123456789abcdef", "68f0, -0123456789abcdef"})
    void findsTheAccountOfAnIdItsSealAndTheIdAgain(String id, String seal) {
        String marked = ONE.response(id, seal);

        assertThat(marked).matches("resp_ql[0-9a-f]{8}" + seal + "_" + id);
        assertThat(AccountMark.sealIn(marked)).isEqualTo(seal);
        assertThat(AccountMark.sealIn(id)).isEmpty();
        assertThat(AccountMark.in(marked)).isEqualTo(ONE);
        assertThat(AccountMark.without(marked)).isEqualTo(id);
        assertThat(AccountMark.in(id)).isNull();
        assertThat(AccountMark.without(id)).isEqualTo(id);
        assertThat(ONE).isNotEqualTo(TWO);
    }

    @Test
    void findsTheAccountOfReasoningAndItsIdAgain() {
        String marked = ONE.reasoning("rs_68f0");

        assertThat(marked).matches("rs_ql[0-9a-f]{8}_rs_68f0");
        assertThat(AccountMark.in(marked)).isEqualTo(ONE);
        assertThat(AccountMark.without(marked)).isEqualTo("rs_68f0");
    }

    @Test
    void sealsTheIdsOfResponsesAndNothingElse() {
        MarkedResponses marks = new MarkedResponses(ONE, id -> "-0123456789abcdef");

        JsonNode marked = JsonTrees.read(marks.answer(bytes(answer())));

        assertThat(marked.path("id").asString()).isEqualTo(ONE.response("resp_1", "-0123456789abcdef"));
        assertThat(marked.path("previous_response_id").asString())
                .isEqualTo(ONE.response("resp_0", "-0123456789abcdef"));
        assertThat(marked.path("output"))
                .isEqualTo(JsonTrees.read(of(ONE).answer(bytes(answer()))).path("output"));
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
        assertThat(marked.at("/output/1")).isEqualTo(JsonTrees.read(answer()).at("/output/1"));
        JsonNode request = JsonTrees.object()
                .put("model", "m")
                .put("previous_response_id", marked.path("id").asString())
                .set("input", marked.path("output"));
        assertThat(MarkedResponses.origin(JsonEdits.of(JsonTrees.bytes(request))))
                .isEqualTo(new MarkedResponses.Origin(ONE, marked.path("id").asString()));
        assertThat(unmarked(ONE, request, Set.of()))
                .isEqualTo(JsonTrees.object()
                        .put("model", "m")
                        .put("previous_response_id", "resp_1")
                        .set("input", JsonTrees.read(answer()).path("output")));
    }

    @Test
    void leavesTheReasoningOfAnotherAccountOut() {
        JsonNode output = JsonTrees.read(of(ONE).answer(bytes(answer()))).path("output");
        JsonNode request = JsonTrees.object().set("input", output);

        assertThat(MarkedResponses.origin(JsonEdits.of(JsonTrees.bytes(request))))
                .isEqualTo(new MarkedResponses.Origin(ONE, null));
        JsonNode input =
                unmarked(TWO, request, Set.of("input[].encrypted_content")).path("input");
        assertThat(input).hasSize(1);
        assertThat(input.path(0)).isEqualTo(output.path(1));
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
                .replace("\"rs_1\"", '"' + ONE.reasoning("rs_1") + '"')
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
