package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Conversations in Anthropic's protocol, and the choice between tools in them. */
class ClaudeConversationTests {

    private static final TraitTable TRAITS = TraitTable.own();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"role":"user","content":[{"type":"text","text":" \\n"},{"type":"text","text":"x","odd":1.0}]} | {"role":"user","content":[{"type":"text","text":"x","odd":1.0}]}
            {"role":"user","content":[{"type":"text","text":"x"}, {"type":"text","text":""} ,{"type":"text","text":" "}]} | {"role":"user","content":[{"type":"text","text":"x"}]}
            {"role":"user","content":"x"}, {"role":"assistant","content":"\\n\\n"}, {"role":"user","content":"y"} | {"role":"user","content":"x"}, {"role":"user","content":"y"}
            {"role":"user","content":"x"}, {"role":"assistant","content":[{"type":"text","text":"\\n\\n"},{"type":"tool_use","id":"a:1","name":"f","input":{}}]}, {"role":"user","content":[{"type":"tool_result","tool_use_id":"a:1","content":[{"type":"text","text":" "},{"type":"text","text":"ok"}]}]} | {"role":"user","content":"x"}, {"role":"assistant","content":[{"type":"tool_use","id":"ID","name":"f","input":{}}]}, {"role":"user","content":[{"type":"tool_result","tool_use_id":"ID","content":[{"type":"text","text":"ok"}]}]}
            {"role":"user","content":"x"}, {"role":"assistant","content":[{"type":"text","text":" "}]} | {"role":"user","content":"x"}
            """)
    void blankTextsAreTakenOutAndNothingElseIsWrittenAnew(String given, String sent) {
        Adapted ready = messages("claude-sonnet-5", "{\"max_tokens\":5, \"messages\":[%s]}".formatted(given));
        String body = text(ready.body()).replaceAll("\"(id|tool_use_id)\":\"[0-9a-f]{9}\"", "\"$1\":\"ID\"");

        assertThat(body).isEqualTo("{\"max_tokens\":5, \"messages\":[%s]}".formatted(sent));
        assertThat(ready.adapted()).containsExactly("messages");
    }

    @Test
    void blankSystemTextsAreTakenOut() {
        assertThat(text(messages(
                                "claude-sonnet-5",
                                "{\"max_tokens\":5,\"system\":\" \",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                        .body()))
                .isEqualTo("{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        Adapted ready = messages("claude-sonnet-5", """
                {"max_tokens":5,"system":[{"type":"text","text":""},{"type":"text","text":"s"}],"messages":[{"role":"user","content":"x"}]}""");
        assertThat(JsonTrees.read(ready.body()).path("system").size()).isEqualTo(1);
        assertThat(ready.adapted()).containsExactly("system");
    }

    @Test
    void aLongTextThatBeginsWithBlanksIsNoBlankOne() {
        byte[] body = bytes("{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(" ".repeat(9000) + "x".repeat(9000)));

        assertThat(adaptation("claude-sonnet-5", false)
                        .of(Operation.MESSAGES, JsonEdits.of(body), Changes.NONE)
                        .body())
                .isSameAs(body);
    }

    @Test
    void whatAnotherModelThoughtIsLeftOutForClaude() {
        String before =
                "{\"max_tokens\":5000,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":[";
        String after = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}]}],";
        String own = "{\"type\":\"thinking\",\"thinking\":\"own\",\"signature\":\"c2ln\"},";
        String foreign =
                "{\"type\":\"thinking\",\"thinking\":\"%s\",\"signature\":\"\"},".formatted("long ".repeat(3_000))
                        + "{\"type\":\"redacted_thinking\",\"data\":\"thinking_blocks:x\"},";
        String rest = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}";

        assertThat(text(messages("claude-haiku-4-5", before + own + foreign + after + rest)
                        .body()))
                .isEqualTo(before + own + after + rest);
        Adapted lost = messages("claude-haiku-4-5", before + foreign + after + rest);
        assertThat(text(lost.body())).isEqualTo(before + after.substring(0, after.length() - 1) + "}");
        assertThat(lost.dropped()).containsExactly("thinking");
        assertThat(lost.adapted()).containsExactly("messages");
    }

    @Test
    void aConversationOfBlanksAloneIsRefused() {
        assertThatThrownBy(() -> messages(
                        "claude-sonnet-5", "{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}"))
                .isInstanceOfSatisfying(
                        ModelErrorException.class,
                        refused -> assertThat(refused.param()).isEqualTo("messages"))
                .hasMessageContaining("blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"claude-opus-4-6", "claude-sonnet-4-6", "claude-opus-4-7", "claude-sonnet-5", "claude-opus-5-5"})
    void anAnswerThatWasBegunIsRefusedWithTheRemedyByModelsThatDoNotGoOn(String model) {
        for (String begun : List.of("\"{\"", "[{\"type\":\"text\",\"text\":\"{\"}]")) {
            assertThatThrownBy(() -> messages(model, begun(begun)))
                    .isInstanceOfSatisfying(ModelErrorException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(400);
                        assertThat(refused.param()).isEqualTo("messages");
                        assertThat(refused.code()).isEqualTo("unsupported_parameter");
                    })
                    .hasMessageContaining(model)
                    .hasMessageContaining("end with a message of the user");
        }
        // A turn with server tools that paused goes on as it is.
        String paused =
                "[{\"type\":\"text\",\"text\":\"I look.\"},{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}]";
        assertThat(messages(model, begun(paused)).adapted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-sonnet-4-5",
                "claude-haiku-4-5",
                "claude-opus-4-5",
                "claude-3-5-haiku-20241022",
                "claude-opus-4-1"
            })
    void anAnswerThatWasBegunGoesToModelsThatGoOn(String model) {
        String body = begun("\"{\"");

        assertThat(text(messages(model, body).body())).isEqualTo(body);
    }

    private static String begun(String content) {
        return "{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":%s}]}"
                .formatted(content);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude-sonnet-5   | "tool_choice":{"type":"any"} | "tool_choice":{"type":"any"},"thinking":{"type":"disabled"} | |
            claude-sonnet-5   | "tool_choice":{"type":"tool","name":"f"},"thinking":{"type":"adaptive"} | "tool_choice":{"type":"tool","name":"f"},"thinking":{"type":"disabled"} | thinking |
            claude-haiku-4-5  | "tool_choice":{"type":"any"},"thinking":{"type":"enabled","budget_tokens":1024} | "tool_choice":{"type":"any"} | thinking |
            claude-haiku-4-5  | "tool_choice":{"type":"auto"},"thinking":{"type":"enabled","budget_tokens":1024} | "tool_choice":{"type":"auto"},"thinking":{"type":"enabled","budget_tokens":1024} | |
            claude-opus-5     | "tool_choice":{"type":"any"} | "tool_choice":{"type":"any"} | |
            claude-opus-5-5   | "tool_choice":{"type":"none"} | "tool_choice":{"type":"none"} | |
            claude-opus-5-5   | "tool_choice":{"type":"any","disable_parallel_tool_use":true} | "tool_choice":{"type":"auto","disable_parallel_tool_use":true},"system":"Answer by calling one of the tools." | | tool_choice
            claude-fable-5-1  | "tool_choice":{"type":"any"} | "tool_choice":{"type":"auto"},"system":"Answer by calling one of the tools." | | tool_choice
            """)
    void aToolIsForcedWhereTheModelCanBe(String model, String given, String sent, String dropped, String adapted) {
        String rest = "\"max_tokens\":8000,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":["
                + "{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}},{\"name\":\"g\",\"input_schema\":{\"type\":\"object\"}}]";
        Adapted ready = messages(model, "{%s,%s}".formatted(rest, given));

        assertThat(JsonTrees.read(ready.body())).isEqualTo(JsonTrees.read("{%s,%s}".formatted(rest, sent)));
        assertThat(String.join(", ", ready.dropped())).isEqualTo(dropped == null ? "" : dropped);
        assertThat(String.join(", ", ready.adapted())).isEqualTo(adapted == null ? "" : adapted);
    }

    @Test
    void aModelThatCannotBeForcedIsShownTheNamedToolAlone() {
        JsonNode sent = JsonTrees.read(messages("claude-sonnet-5-5", """
                        {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"system":"Be brief.","tool_choice":{"type":"tool","name":"g"},
                         "tools":[{"name":"f","input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object"}}]}""").body());

        assertThat(sent.path("tools").size()).isEqualTo(1);
        assertThat(sent.at("/tools/0/name").stringValue()).isEqualTo("g");
        assertThat(sent.path("tool_choice")).isEqualTo(JsonTrees.read("{\"type\":\"auto\"}"));
        assertThat(sent.path("system").stringValue()).isEqualTo("Be brief.\n\nAnswer by calling the tool g.");
    }

    @Test
    void bedrocksModelsAreKeptFromToolsByNotBeingShownAny() {
        String body = """
                {"max_tokens":5,"tool_choice":{"type":"none"},"tools":[{"name":"f","input_schema":{"type":"object"}}],"messages":[
                 {"role":"user","content":"x"},{"role":"assistant","content":[{"type":"text","text":"Well."},{"type":"tool_use","id":"t","name":"f","input":{"a":1.0}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"ok"},{"type":"image","source":{}}]},{"type":"text","text":"Sum up."}]}]}""";
        Adapted ready = adaptation("us.anthropic.claude-sonnet-4-5-20250929-v1:0", true)
                .of(Operation.MESSAGES, JsonEdits.of(bytes(body)), Changes.NONE);

        assertThat(JsonTrees.read(ready.body())).isEqualTo(JsonTrees.read("""
                {"max_tokens":5,"messages":[
                 {"role":"user","content":"x"},{"role":"assistant","content":[{"type":"text","text":"Well."},{"type":"text","text":"[Called the tool f with {\\"a\\":1.0}]"}]},
                 {"role":"user","content":[{"type":"text","text":"[The result of the tool f: ok]"},{"type":"image","source":{}},{"type":"text","text":"Sum up."}]}]}"""));
        assertThat(ready.adapted()).containsExactly("tool_choice");
    }

    @Test
    void anEffortOfOpenAisClientsGivesWayToAForcedToolAndIsNamed() {
        String model = "claude-haiku-4-5";
        Adaptation openAi = new Adaptation(
                Operation.CHAT.protocol(), model, TRAITS.of(List.of("anthropic"), model), Set.of(), false);
        Adapted ready = openAi.of(Operation.MESSAGES, JsonEdits.of(bytes("""
                        {"max_tokens":5,"messages":[{"role":"user","content":"x"}],"tools":[{"name":"f","input_schema":{"type":"object"}}],
                         "tool_choice":{"type":"any"},"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}""")), Changes.NONE);

        assertThat(JsonTrees.read(ready.body()).has("thinking")).isFalse();
        assertThat(ready.dropped()).containsExactly("reasoning_effort");
    }

    private static Adapted messages(String model, String body) {
        return adaptation(model, false).of(Operation.MESSAGES, JsonEdits.of(bytes(body)), Changes.NONE);
    }

    private static Adaptation adaptation(String model, boolean bedrock) {
        List<String> providers = bedrock ? List.of("bedrock", "anthropic") : List.of("anthropic");
        return new Adaptation(Operation.MESSAGES.protocol(), model, TRAITS.of(providers, model), Set.of(), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
