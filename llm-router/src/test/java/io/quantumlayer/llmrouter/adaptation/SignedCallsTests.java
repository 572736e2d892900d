package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import io.quantumlayer.protocols.translation.Translation;
import io.quantumlayer.protocols.translation.Translations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signatures that Gemini gives to its calls and wants to see again. */
class SignedCallsTests {

    private static final TraitTable TRAITS = TraitTable.own();
    private static final String GEMINI = "gemini-3-pro-preview";

    /** Longer than what a walk sees of a text, with characters that ids may not have. */
    private static final String SIGNATURE = "EvQB+/" + "aB3/x+".repeat(300) + "==";

    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]";

    private static final String CALLS = """
            "tool_calls":[
             {"index":0,"id":"function-call-1","type":"function","function":{"name":"f","arguments":"{}"},
              "extra_content":{"google":{"thought_signature":"%s"}}},
             {"index":1,"id":"function-call-2","type":"function","function":{"name":"f","arguments":"{}"}}]""".formatted(SIGNATURE);

    private static Adapted to(String provider, String model, String messages) {
        return to(provider, model, bytes("{\"messages\":[%s],%s}".formatted(messages, TOOLS)));
    }

    private static Adapted to(String provider, String model, byte[] body) {
        Adaptation adaptation =
                new Adaptation(Protocol.OPENAI_CHAT, model, TRAITS.of(List.of(provider), model), Set.of(), false);
        return adaptation.of(Operation.CHAT, JsonEdits.of(body), Changes.NONE);
    }

    private static JsonNode messages(Adapted adapted) {
        return JsonTrees.read(adapted.body()).path("messages");
    }

    private static JsonNode answered() {
        byte[] answer = to("gemini", GEMINI, "{\"role\":\"user\",\"content\":\"x\"}")
                .answer()
                .whole(bytes("{\"choices\":[{\"message\":{\"role\":\"assistant\",%s}}]}".formatted(CALLS)));
        return JsonTrees.read(answer).at("/choices/0/message/tool_calls");
    }

    /** What a client sends that knows no members but those of OpenAI's. */
    private static String returned(JsonNode calls) {
        StringBuilder message = new StringBuilder("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[");
        StringBuilder results = new StringBuilder();
        for (JsonNode call : calls) {
            String id = call.path("id").stringValue();
            message.append(results.isEmpty() ? "" : ",")
                    .append("{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"
                            .formatted(id));
            results.append(",{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"%s\"}"
                    .formatted(id, "long ".repeat(2_000)));
        }
        return "{\"role\":\"user\",\"content\":\"x\"}," + message + "]}" + results;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theIdOfACallCarriesTheSignatureToTheClientAndBack() {
        JsonNode calls = answered();
        assertThat(calls.path(0).path("id").stringValue())
                .startsWith("function-call-1")
                .matches("[a-zA-Z0-9_-]+");
        assertThat(calls.path(1).path("id").stringValue()).isEqualTo("function-call-2");

        Adapted sent = to("gemini", GEMINI, returned(calls));

        assertThat(messages(sent).path(1).path("tool_calls")).isEqualTo(JsonTrees.read("""
                [{"id":"function-call-1","type":"function","function":{"name":"f","arguments":"{}"},
                  "extra_content":{"google":{"thought_signature":"%s"}}},
                 {"id":"function-call-2","type":"function","function":{"name":"f","arguments":"{}"}}]""".formatted(SIGNATURE)));
        assertThat(messages(sent).path(2).path("tool_call_id").stringValue()).isEqualTo("function-call-1");
        assertThat(sent.changes()).isEqualTo(Changes.NONE);
    }

    @Test
    void theIdOfAStreamedCallCarriesItToo() {
        StreamFilter stream =
                Objects.requireNonNull(to("gemini", GEMINI, "{\"role\":\"user\",\"content\":\"x\"}").answer().stream());
        byte[] chunk =
                bytes("data: {\"choices\":[{\"index\":0,\"delta\":{%s}}]}\n\n".formatted(CALLS.replace("\n", "")));
        String shown = new String(stream.feed(chunk, 0, chunk.length), StandardCharsets.UTF_8);

        JsonNode first =
                JsonTrees.read(shown.substring("data: ".length()).strip()).at("/choices/0/delta/tool_calls/0");
        assertThat(SignedId.of(first.path("id").stringValue())).isEqualTo(new SignedId("function-call-1", SIGNATURE));
        assertThat(first.at("/extra_content/google/thought_signature").stringValue())
                .isEqualTo(SIGNATURE);
    }

    @Test
    void anAnthropicClientBringsItBack() {
        Translator translator =
                ((Translation.By) Translations.between(Protocol.ANTHROPIC_MESSAGES, Protocol.OPENAI_CHAT)).translator();
        JsonNode answer = JsonTrees.read(translator.answer(
                bytes("{\"id\":\"c\",\"choices\":[{\"message\":{%s}}]}".formatted(CALLS)),
                GEMINI,
                to("gemini", GEMINI, "{\"role\":\"user\",\"content\":\"x\"}").answer()::whole));
        byte[] next = translator.request(
                bytes("""
                        {"max_tokens":5,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":%s},
                         {"role":"user","content":[{"type":"tool_result","tool_use_id":"%s","content":"y"},
                          {"type":"tool_result","tool_use_id":"function-call-2","content":"z"}]}]}""".formatted(
                        answer.path("content"), answer.at("/content/0/id").stringValue())),
                GEMINI);

        JsonNode sent = messages(to("gemini", GEMINI, next));
        assertThat(sent.at("/1/tool_calls/0/extra_content/google/thought_signature")
                        .stringValue())
                .isEqualTo(SIGNATURE);
        assertThat(sent.at("/1/tool_calls/1/extra_content").isMissingNode()).isTrue();
        assertThat(sent.at("/2/tool_call_id").stringValue()).isEqualTo("function-call-1");
    }

    @Test
    void aResponsesClientBringsItBack() {
        Translator translator =
                ((Translation.By) Translations.between(Protocol.OPENAI_RESPONSES, Protocol.OPENAI_CHAT)).translator();
        JsonNode answer = JsonTrees.read(translator.answer(
                bytes("{\"id\":\"c\",\"choices\":[{\"message\":{%s}}]}".formatted(CALLS)),
                GEMINI,
                to("gemini", GEMINI, "{\"role\":\"user\",\"content\":\"x\"}").answer()::whole));
        String id = answer.path("output").findValuesAsString("call_id").getFirst();
        byte[] next = translator.request(bytes("""
                        {"input":[{"role":"user","content":"x"},
                         {"type":"function_call","call_id":"%1$s","name":"f","arguments":"{}"},
                         {"type":"function_call_output","call_id":"%1$s","output":"y"}]}""".formatted(id)), GEMINI);

        JsonNode sent = messages(to("gemini", GEMINI, next));
        assertThat(sent.findValuesAsString("thought_signature")).containsExactly(SIGNATURE);
        assertThat(sent.findValuesAsString("tool_call_id")).containsExactly("function-call-1");
    }

    @Test
    void aSignatureThatTheClientReturnsItselfStaysAsItIs() {
        String messages = "{\"role\":\"assistant\",%s}".formatted(CALLS);
        Adapted sent = to("gemini", GEMINI, messages);

        assertThat(messages(sent)).isEqualTo(JsonTrees.read("[%s]".formatted(messages)));
        assertThat(sent.changes()).isEqualTo(Changes.NONE);
    }

    @Test
    void theFirstCallOfATurnWithoutASignatureGetsTheOneThatGoogleDocuments() {
        Adapted sent = to("gemini", GEMINI, """
                {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
                  {"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"2"},
                {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}""");

        assertThat(messages(sent).findValuesAsString("thought_signature"))
                .containsExactly("skip_thought_signature_validator", "skip_thought_signature_validator");
        assertThat(messages(sent).at("/0/tool_calls/1").has("extra_content")).isFalse();
        assertThat(sent.adapted()).containsExactly("messages");
    }

    @Test
    void modelsThatDoWithoutSignaturesGetNoneThatNobodyHasMade() {
        Adapted sent = to("gemini", "gemini-2.5-flash", """
                {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}""");

        assertThat(messages(sent).findValuesAsString("thought_signature")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai:gpt-5", "groq:llama-3.3-70b-versatile", "vllm:qwen3"})
    void otherModelsSeeTheIdAlone(String target) {
        String[] names = target.split(":");
        Adapted sent = to(names[0], names[1], returned(answered()));

        assertThat(messages(sent).at("/1/tool_calls/0/id").stringValue()).isEqualTo("function-call-1");
        assertThat(messages(sent).at("/2/tool_call_id").stringValue()).isEqualTo("function-call-1");
        assertThat(new String(sent.body(), StandardCharsets.UTF_8)).doesNotContain("_qlsig_", "extra_content");
    }

    @Test
    void aStrictVendorIsNotShownWhatGoogleAdds() {
        Adapted sent = to("openai", "gpt-4.1", "{\"role\":\"assistant\",%s}".formatted(CALLS));

        assertThat(new String(sent.body(), StandardCharsets.UTF_8)).doesNotContain("extra_content");
    }

    @Test
    void aCallWithoutAnIdOfItsOwnGetsOne() {
        assertThat(SignedId.of(new SignedId("", "s").carried()).id()).matches("call_[a-z0-9]{9}");
    }
}
