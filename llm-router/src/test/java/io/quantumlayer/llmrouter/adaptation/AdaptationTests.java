package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AdaptationTests {

    private static final TraitTable TRAITS = TraitTable.own();

    private static final String SCHEMA = """
            {"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"a":{"type":"string","minLength":1}},"required":["a"]}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai | gpt-5   | "max_tokens":9,"temperature":0.2 | "max_completion_tokens":9 | temperature | max_tokens
            openai | gpt-5   | "max_tokens":9,"max_completion_tokens":8 | "max_completion_tokens":8 | | max_tokens
            openai | gpt-5   | "max_tokens":999999 | "max_completion_tokens":128000 | | max_tokens, max_completion_tokens
            openai | gpt-4.1 | "max_tokens":9,"temperature":0.2 | "max_tokens":9,"temperature":0.2 | |
            openai | gpt-4o  | "reasoning_effort":"low" | | reasoning_effort |
            openai | o3      | "top_p":0.5,"presence_penalty":1,"parallel_tool_calls":true,"logprobs":false | | top_p, presence_penalty, logprobs, parallel_tool_calls |
            openai | gpt-5   | "reasoning_effort":"none" | "reasoning_effort":"minimal" | | reasoning_effort
            openai | gpt-5.1 | "temperature":0.5,"reasoning_effort":"none" | "temperature":0.5,"reasoning_effort":"none" | |
            openai | gpt-5.1 | "temperature":0.5,"reasoning_effort":"low" | "reasoning_effort":"low" | temperature |
            mistral | codestral-latest | "max_completion_tokens":9,"user":"u","seed":7,"store":false,"stream":true,"stream_options":{"include_usage":true} | "max_tokens":9,"random_seed":7,"stream":true | user, store, stream_options | seed, max_completion_tokens
            gemini | gemini-3-pro-preview | "seed":1,"frequency_penalty":1,"user":"u" | | seed, frequency_penalty, user |
            groq | llama-3.3-70b-versatile | "logit_bias":{},"reasoning_effort":"high","temperature":1 | "temperature":1 | reasoning_effort, logit_bias |
            vllm | qwen3 | "max_tokens":9,"temperature":0.2,"odd":1 | "max_tokens":9,"temperature":0.2,"odd":1 | |
            """)
    void leavesOutOrRenamesWhatAModelOfOpenAisProtocolDoesNotTake(
            String provider, String model, String given, String sent, String dropped, String adapted) {
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
        Adapted ready = chat(provider, model, "{%s,%s}".formatted(messages, given));

        assertThat(JsonTrees.read(ready.body()))
                .isEqualTo(JsonTrees.read("{%s%s}".formatted(messages, sent == null ? "" : "," + sent)));
        assertThat(String.join(", ", ready.dropped())).isEqualTo(dropped == null ? "" : dropped);
        assertThat(String.join(", ", ready.adapted())).isEqualTo(adapted == null ? "" : adapted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude-sonnet-5   | "temperature":0.2,"top_k":4 | | temperature, top_k |
            claude-opus-4-7   | "temperature":0.1,"thinking":{"type":"enabled","budget_tokens":4096} | "thinking":{"type":"adaptive"},"output_config":{"effort":"medium"} | temperature | thinking
            claude-opus-4-7   | "thinking":{"type":"disabled"} | | thinking |
            claude-sonnet-4-5 | "temperature":0.3,"top_p":0.9 | "temperature":0.3 | top_p |
            claude-haiku-4-5  | "temperature":0.3,"thinking":{"type":"enabled","budget_tokens":2000} | "thinking":{"type":"enabled","budget_tokens":2000} | temperature |
            claude-sonnet-4-5 | "thinking":{"type":"adaptive"},"output_config":{"effort":"low"} | "thinking":{"type":"enabled","budget_tokens":1024} | output_config.effort | thinking
            claude-opus-4-5   | "output_config":{"effort":"max"} | "output_config":{"effort":"high"} | | output_config.effort
            claude-3-5-haiku-latest | "thinking":{"type":"adaptive"} | | thinking |
            """)
    void leavesOutOrRewritesWhatAClaudeDoesNotTake(
            String model, String given, String sent, String dropped, String adapted) {
        String messages = "\"max_tokens\":8000,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
        Adapted ready = messages(model, "{%s,%s}".formatted(messages, given));

        assertThat(JsonTrees.read(ready.body()))
                .isEqualTo(JsonTrees.read("{%s%s}".formatted(messages, sent == null ? "" : "," + sent)));
        assertThat(String.join(", ", ready.dropped())).isEqualTo(dropped == null ? "" : dropped);
        assertThat(String.join(", ", ready.adapted())).isEqualTo(adapted == null ? "" : adapted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude-sonnet-4-5 | {"messages":[]} | 32000
            claude-3-5-haiku-20241022 | {"messages":[]} | 8192
            claude-3-5-haiku-20241022 | {"messages":[],"max_tokens":64000} | 8192
            claude-opus-4-1 | {"messages":[],"thinking":{"type":"enabled","budget_tokens":32768}} | 32000
            claude-sonnet-4-5 | {"messages":[],"thinking":{"type":"enabled","budget_tokens":16384}} | 48384
            claude-of-2030 | {"messages":[]} | 32000
            """)
    void aLimitThatIsNotSetIsTheModelsOwn(String model, String body, long limit) {
        JsonNode sent = JsonTrees.read(messages(model, body).body());

        assertThat(sent.path("max_tokens").longValue()).isEqualTo(limit);
        assertThat(sent.path("thinking").path("budget_tokens").longValue(0)).isLessThan(limit);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "claude-sonnet-4-5, high, -, 48384, 16384",
                "claude-sonnet-4-20250514, low, 8000, 8000, 1024",
                "claude-3-7-sonnet-20250219, medium, 2000, 2000, 1999",
                "claude-haiku-4-5-20251001, high, 512, 512, 0",
                "claude-opus-4-7, high, -, 32000, 0",
                "claude-sonnet-5, low, 100, 100, 0"
            })
    void anEffortOfOpenAisClientsIsABudgetForModelsThatTakeOneAlone(
            String model, String effort, String limit, long expectedLimit, long budget) {
        Adaptation adaptation = new Adaptation(
                Operation.CHAT.protocol(), model, TRAITS.of(List.of("anthropic"), model), Set.of(), false);
        String body = "{\"messages\":[],\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"%s\"}%s}"
                .formatted(effort, limit == null ? "" : ",\"max_tokens\":" + limit);
        JsonNode sent = JsonTrees.read(
                adaptation.of(Operation.MESSAGES, edits(body), Changes.NONE).body());

        assertThat(sent.path("max_tokens").longValue()).isEqualTo(expectedLimit);
        assertThat(sent.path("thinking").path("budget_tokens").longValue(0)).isEqualTo(budget);
        assertThat(sent.has("output_config")).isEqualTo(!model.contains("-4-5") && budget == 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude-sonnet-4-5 | {"type":"tool_use","id":"c","name":"f","input":{}} | false
            claude-sonnet-4-5 | {"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c","name":"f","input":{}} | true
            claude-sonnet-4-6 | {"type":"tool_use","id":"c","name":"f","input":{}} | true
            claude-sonnet-4-5 | {"type":"text","text":"x"} | true
            """)
    void aBudgetDoesNotGoOnWhereTheSignedThinkingWasLost(String model, String blocks, boolean thinks) {
        String body =
                "{\"max_tokens\":20000,\"thinking\":{\"type\":\"adaptive\"},\"messages\":[{\"role\":\"assistant\",\"content\":[%s]}]}"
                        .formatted(blocks);

        assertThat(JsonTrees.read(messages(model, body).body()).has("thinking")).isEqualTo(thinks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai | gpt-5 | "stop":["END"] | stop
            openai | gpt-5 | "logprobs":true | logprobs
            openai | o3 | "logit_bias":{"1":2} | logit_bias
            mistral | m | "logprobs":true | logprobs
            gemini | g | "web_search_options":{} | web_search_options
            """)
    void refusesWhatWouldChangeTheMeaning(String provider, String model, String member, String param) {
        assertThatThrownBy(() -> chat(provider, model, "{\"messages\":[],%s}".formatted(member)))
                .isInstanceOfSatisfying(ModelErrorException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.param()).isEqualTo(param);
                    assertThat(refused).hasMessageContaining(model).hasMessageContaining("leave it away");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            response_format | {"type":"json_schema","json_schema":{"schema":{"type":"object"}}} | json_object | JSON Schema
            response_format | {"type":"json_object","schema":{"type":"object"}} | json_object | JSON Schema
            response_format | {"type":"json_object"} | json_object | x
            response_format,response_format.type | {"type":"json_schema","json_schema":{"schema":{"type":"object"}}} | | JSON Schema
            response_format,response_format.type | {"type":"json_object","schema":{"type":"object"}} | | JSON Schema
            response_format,response_format.type | {"type":"json_object"} | | one JSON object
            response_format,response_format.type | {"type":"text"} | | x
            """)
    void aServerThatRefusesFormsOfAnswersIsToldThemInThePrompt(
            String learned, String format, String sent, String prompt) {
        Adaptation adaptation = new Adaptation(
                Operation.CHAT.protocol(), "m", TRAITS.of(List.of("vllm"), "m"), Set.of(learned.split(",")), false);
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"response_format\":%s}".formatted(format);
        JsonNode ready = JsonTrees.read(
                adaptation.of(Operation.CHAT, edits(body), Changes.NONE).body());

        assertThat(ready.has("response_format")).isEqualTo(sent != null);
        assertThat(ready.path("response_format").path("type").stringValue("")).isEqualTo(sent == null ? "" : sent);
        assertThat(ready.path("response_format").has("schema")).isFalse();
        assertThat(ready.path("messages").toString()).contains(prompt);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "temperature":1,"top_p":1 | temperature
            "top_p":1 | top_p
            """)
    void ofTwoThatAreRefusedTogetherTheSecondGoesOnlyBesideTheFirst(String given, String stays) {
        Adaptation adaptation = new Adaptation(
                Operation.CHAT.protocol(), "m", TRAITS.of(List.of("vllm"), "m"), Set.of("temperature+top_p"), false);
        JsonNode ready = JsonTrees.read(adaptation
                .of(Operation.CHAT, edits("{\"messages\":[],%s}".formatted(given)), Changes.NONE)
                .body());

        assertThat(ready.propertyNames()).containsExactly("messages", stays);
    }

    @Test
    void refusesImagesForAModelThatReadsNone() {
        String image = """
                {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}""";

        assertThatThrownBy(() -> chat("deepseek", "deepseek-v4-pro", image))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("reads no images");
        assertThat(chat("openai", "gpt-4.1", image).body()).isEqualTo(bytes(image));
        assertThat(chat("deepseek", "deepseek-v4-pro", image.replace("\"type\":\"image_url\"", "\"type\":\"text\""))
                        .body())
                .isNotNull();
    }

    @Test
    void tellsAModelThatReadsNoImagesWhereOneWas() {
        String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}";
        String first = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See\"},%s]}".formatted(image);
        String answer = "{\"role\":\"assistant\",\"content\":\"A cat.\"}";
        String calls =
                "{\"role\":\"assistant\",\"reasoning_content\":\"hm\",\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"What it gave follows.\"}";
        String told = "{\"role\":\"user\",\"content\":\"%s\"}";

        Adapted ready = chat(
                "deepseek",
                "deepseek-v4-pro",
                "{\"messages\":[%s,%s,{\"role\":\"user\",\"content\":\"And now?\"},%s,%s,{\"role\":\"user\",\"content\":[%s]}]}"
                        .formatted(first, answer, calls, result, image));

        assertThat(JsonTrees.read(ready.body()).path("messages"))
                .isEqualTo(JsonTrees.read("[%s,%s,{\"role\":\"user\",\"content\":\"And now?\"},%s,%s,%s]"
                        .formatted(
                                told.formatted("See\\n" + ImageRules.PLACEHOLDER),
                                answer,
                                calls,
                                result,
                                told.formatted(ImageRules.PLACEHOLDER))));
        assertThat(ready.adapted()).containsExactly("messages");
    }

    @Test
    void tellsAModelOfBedrocksThatReadsNoImagesWhatAToolReturned() {
        Adapted ready = adaptation("bedrock", "amazon.nova-micro-v1:0", Operation.MESSAGES)
                .of(Operation.MESSAGES, edits("""
                        {"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},
                         {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[
                          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]}]}"""), Changes.NONE);

        assertThat(JsonTrees.read(ready.body()).at("/messages/1/content/0/content"))
                .isEqualTo(JsonTrees.read("[{\"type\":\"text\",\"text\":\"%s\"}]".formatted(ImageRules.PLACEHOLDER)));
    }

    @Test
    void aStrictProviderRefusesInsteadOfAdapting() {
        Adaptation strict = new Adaptation(
                Operation.CHAT.protocol(), "gpt-5", TRAITS.of(List.of("openai"), "gpt-5"), Set.of(), true);

        assertThatThrownBy(() -> strict.of(
                        Operation.CHAT, edits("{\"messages\":[],\"temperature\":1,\"max_tokens\":5}"), Changes.NONE))
                .isInstanceOf(ModelErrorException.class)
                .hasMessageContaining("temperature, max_tokens")
                .hasMessageContaining("adapt is strict");
        assertThat(strict.of(Operation.CHAT, edits("{\"messages\":[]}"), Changes.NONE)
                        .dropped())
                .isEmpty();
    }

    @Test
    void aLargePromptThatNothingIsToBeChangedInIsTheSameArray() {
        byte[] body = "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"max_tokens\":5}"
                .formatted("x".repeat(300_000))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(adaptation("openai", "gpt-4.1", Operation.CHAT)
                        .of(Operation.CHAT, JsonEdits.of(body), Changes.NONE)
                        .body())
                .isSameAs(body);
    }

    @Test
    void ofALargePromptNothingIsWrittenAnewButTheMembersThatChange() {
        String prompt = "\\u00e9\\/ é \uD83D\uDE00 1.0 \\n".repeat(15_000);
        String rest =
                " \"messages\" : [ {\"role\":\"user\", \"content\":\"%s\", \"odd\":1.00e5} ] ,\n".formatted(prompt);
        String body =
                "{ \"model\":\"gpt-5\",%s \"max_tokens\": 90, \"temperature\" :0.2 , \"seed\":7 }".formatted(rest);

        assertThat(text(chat("openai", "gpt-5", body).body()))
                .isEqualTo("{ \"model\":\"gpt-5\",%s \"max_completion_tokens\": 90, \"seed\":7 }".formatted(rest));
    }

    @Test
    void rolesMembersAndIdsOfMessagesAreThoseThatTheVendorTakes() {
        Adapted ready = chat("mistral", "mistral-large-latest", """
                {"messages":[{"role":"developer","content":"d"},
                 {"role":"assistant","reasoning_content":"hm","content":null,
                  "tool_calls":[{"id":"toolu_01ABC","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"toolu_01ABC","content":"ok"}]}""");
        JsonNode messages = JsonTrees.read(ready.body()).path("messages");

        assertThat(messages.path(0).path("role").stringValue()).isEqualTo("system");
        assertThat(messages.path(1).propertyNames()).containsExactly("role", "content", "tool_calls");
        String id = messages.path(1).path("tool_calls").path(0).path("id").stringValue();
        assertThat(id).matches("[a-zA-Z0-9]{9}");
        assertThat(messages.path(2).path("tool_call_id").stringValue()).isEqualTo(id);
        assertThat(ready.dropped()).containsExactly("messages[].reasoning_content");
        assertThat(ready.adapted()).containsExactly("messages");
    }

    private static final String LATE_SYSTEM =
            "{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"content\":\"y\",\"role\":\"system\"}]}";

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5, user", "claude-opus-4-8, system", "claude-sonnet-5, system"})
    void aSystemMessageInAConversationIsSaidByTheUserToAClaudeThatTakesNone(String model, String role) {
        Adapted ready = messages(model, LATE_SYSTEM);

        assertThat(JsonTrees.read(ready.body()).at("/messages/1/role").stringValue())
                .isEqualTo(role);
        assertThat(ready.adapted()).isEqualTo(role.equals("user") ? Set.of("messages") : Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC_MESSAGES, openai-compatible, qwen3, user",
        "ANTHROPIC_MESSAGES, mistral, mistral-large-latest, user",
        "ANTHROPIC_MESSAGES, openai, gpt-5, system",
        "OPENAI_CHAT, openai-compatible, qwen3, system"
    })
    void aTranslatedSystemMessageInAConversationIsSaidByTheUserWhereTheServerWantsItFirst(
            Protocol client, String provider, String model, String role) {
        Adaptation adaptation = new Adaptation(client, model, TRAITS.of(List.of(provider), model), Set.of(), false);
        JsonNode messages = JsonTrees.read(
                        adaptation.of(Operation.CHAT, edits("""
                                {"messages":[{"role":"system","content":"a"},{"role":"user","content":"x"},
                                 {"role":"system","content":"b"}]}"""), Changes.NONE).body())
                .path("messages");

        assertThat(messages.findValuesAsString("role")).containsExactly("system", "user", role);
    }

    @Test
    void idsOfOthersToolsAreOnesThatClaudeTakes() {
        JsonNode messages =
                JsonTrees.read(messages("claude-sonnet-5", """
                        {"max_tokens":5,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"functions.Bash:0","name":"Bash","input":{}}]},
                         {"role":"user","content":[{"type":"tool_result","tool_use_id":"functions.Bash:0","content":"ok"}]}]}""").body()).path("messages");
        String id = messages.path(0).path("content").path(0).path("id").stringValue();

        assertThat(id).matches("[a-zA-Z0-9_-]+");
        assertThat(messages.path(1).path("content").path(0).path("tool_use_id").stringValue())
                .isEqualTo(id);
    }

    @Test
    void aLongToolNameIsShortenedAndComesBackAsItWas() {
        String name = "mcp__" + "a-very-long-server__".repeat(4) + "tool";
        Adapted ready = chat("openai", "gpt-4.1", """
                {"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"%1$s","arguments":"{}"}}]}],
                 "tools":[{"type":"function","function":{"name":"%1$s"}}],
                 "tool_choice":{"type":"function","function":{"name":"%1$s"}}}""".formatted(name));
        JsonNode sent = JsonTrees.read(ready.body());
        String sentName = sent.at("/tools/0/function/name").stringValue();

        assertThat(sentName)
                .hasSizeLessThanOrEqualTo(64)
                .startsWith("mcp__a-very-long")
                .matches("[\\w-]+");
        assertThat(sent.at("/tool_choice/function/name").stringValue()).isEqualTo(sentName);
        assertThat(sent.at("/messages/0/tool_calls/0/function/name").stringValue())
                .isEqualTo(sentName);
        assertThat(sent.at("/tools/0/function/parameters").isMissingNode()).isTrue();
        String answer = "{\"name\":\"%s\",\"content\":\"say \\\"%s\\\"\"}".formatted(sentName, sentName);
        assertThat(text(ready.answer().whole(bytes(answer)))).startsWith("{\"name\":\"%s\"".formatted(name));
        StreamFilter stream = Objects.requireNonNull(ready.answer().stream());
        String event = "data: " + answer + "\n\n";
        StringBuilder shown = new StringBuilder();
        for (byte each : bytes(event)) {
            shown.append(text(stream.feed(new byte[] {each}, 0, 1)));
        }
        assertThat(shown + text(stream.end())).contains("\"name\":\"%s\"".formatted(name));
    }

    @ParameterizedTest
    @CsvSource({"openai, gpt-4.1", "mistral, mistral-large-latest", "gemini, gemini-2.5-flash"})
    void aLongToolNameOfTheConversationIsShortenedWhereNoToolsAreGiven(String provider, String model) {
        String name = "mcp__" + "a-very-long-server__".repeat(4) + "tool";
        JsonNode messages = JsonTrees.read(
                        chat(provider, model, """
                        {"messages":[{"role":"user","name":"%1$s","content":"x"},
                         {"role":"assistant","tool_calls":[{"id":"abcdefghi","type":"function","function":{"name":"%1$s","arguments":"{}"}}]}]}""".formatted(name)).body())
                .path("messages");

        assertThat(messages.at("/1/tool_calls/0/function/name").stringValue()).isEqualTo(ToolNames.name(name, 64));
        assertThat(messages.at("/0/name").stringValue(name)).isEqualTo(name);
    }

    @Test
    void aLongToolNameOfAClaudeConversationOnBedrockIsShortenedWhereNoToolsAreGiven() {
        String name = "mcp__" + "a-very-long-server__".repeat(4) + "tool";
        JsonNode sent = JsonTrees.read(adaptation("bedrock", "amazon.nova-pro-v1:0", Operation.MESSAGES)
                .of(
                        Operation.MESSAGES,
                        edits(
                                "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"%s\",\"input\":{}}]}]}"
                                        .formatted(name)),
                        Changes.NONE)
                .body());

        assertThat(sent.at("/messages/0/content/0/name").stringValue()).isEqualTo(ToolNames.name(name, 64));
    }

    @Test
    void whatOtherVendorsPutIntoMessagesDoesNotReachOneThatRefusesIt() {
        Adapted ready = chat("openai", "gpt-5", """
                {"messages":[{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]},
                 {"role":"assistant","reasoning_content":"hm","thinking_blocks":[],"content":null,"odd":1,
                  "tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"c","content":"ok","cache_control":{"type":"ephemeral"}}],
                 "tools":[{"type":"function","cache_control":{"type":"ephemeral"},"function":{"name":"f"}}]}""");

        assertThat(JsonTrees.read(ready.body())).isEqualTo(JsonTrees.read("""
                {"messages":[{"role":"user","content":[{"type":"text","text":"x"}]},
                 {"role":"assistant","content":null,"odd":1,
                  "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"c","content":"ok"}],
                 "tools":[{"type":"function","function":{"name":"f"}}]}"""));
        assertThat(ready.dropped())
                .containsExactly(
                        "tools[].cache_control",
                        "messages[].content[].cache_control",
                        "messages[].reasoning_content",
                        "messages[].thinking_blocks",
                        "messages[].tool_calls[].index",
                        "messages[].cache_control");
    }

    @Test
    void callsOfAnotherModelHaveAThoughtForOneThatWantsToSeeItsOwn() {
        Adapted ready = chat("deepseek", "deepseek-flash", """
                {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"assistant","reasoning_content":"hm","tool_calls":[{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]}]}""");
        JsonNode messages = JsonTrees.read(ready.body()).path("messages");

        assertThat(messages.path(1).has("reasoning_content")).isFalse();
        assertThat(messages.path(2).path("reasoning_content").stringValue()).isBlank();
        assertThat(messages.path(3).path("reasoning_content").stringValue()).isEqualTo("hm");
        assertThat(ready.adapted()).containsExactly("messages");
    }

    @ParameterizedTest
    @CsvSource({"mistral, mistral-large-latest, 5", "openai-compatible, mistralai/devstral-small, 5", "openai, gpt-5, 4"
    })
    void theModelHasSaidSomethingBetweenAResultAndTheUserWhereItsVendorWantsThat(
            String provider, String model, int messages) {
        JsonNode sent = JsonTrees.read(chat(provider, model, """
                        {"messages":[{"role":"user","content":"x"},
                         {"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[{"id":"abcdefghi","type":"function","function":{"name":"f","arguments":"{}"}}]},
                         {"role":"tool","tool_call_id":"abcdefghi","content":"ok"},{"role":"user","content":"y"}]}""").body()).path("messages");

        assertThat(sent.size()).isEqualTo(messages);
        assertThat(sent.path(3).path("role").stringValue()).isEqualTo(messages == 5 ? "assistant" : "user");
        assertThat(sent.path(1).has("reasoning_content")).isEqualTo(provider.equals("openai-compatible"));
    }

    @Test
    void aConversationWithoutItsImagesIsAdaptedLikeOthers() {
        Adapted ready = chat("groq", "openai/gpt-oss-120b", """
                {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                 {"role":"assistant","content":"y","reasoning_content":"hm"},{"role":"developer","content":"z"},{"role":"user","content":"q"}]}""");

        assertThat(JsonTrees.read(ready.body()).path("messages"))
                .isEqualTo(JsonTrees.read("""
                        [{"role":"user","content":"%s"},{"role":"assistant","content":"y"},
                         {"role":"system","content":"z"},{"role":"user","content":"q"}]""".formatted(ImageRules.PLACEHOLDER)));
        assertThat(ready.dropped()).containsExactly("messages[].reasoning_content");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            "stream":false | json_schema
            "stream":true | -
            "tools":[{"type":"function","function":{"name":"f"}}] | -
            """)
    void aVendorThatTakesNoSchemaInStreamsAndBesideToolsHasItInThePrompt(String given, String format) {
        JsonNode sent = JsonTrees.read(chat(
                        "groq",
                        "openai/gpt-oss-120b",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"response_format\":%s,%s}"
                                .formatted(SCHEMA, given))
                .body());

        assertThat(sent.path("response_format").path("type").stringValue(null)).isEqualTo(format);
        assertThat(sent.path("messages").toString().contains("JSON Schema")).isEqualTo(format == null);
    }

    @Test
    void aToolsSchemaIsOneThatTheVendorTakes() {
        JsonNode forOpenAi = JsonTrees.read(chat("openai", "gpt-4.1", """
                        {"messages":[],"tools":[{"type":"function","function":{"name":"a","parameters":{"type":"object"}}},
                         {"type":"function","function":{"name":"b","strict":true,"parameters":{"type":"object","properties":{"x":{"type":"string"}}}}}]}""").body());
        assertThat(forOpenAi.at("/tools/0/function/parameters"))
                .isEqualTo(JsonTrees.read("{\"type\":\"object\",\"properties\":{}}"));
        assertThat(forOpenAi.at("/tools/1/function/strict").booleanValue()).isFalse();

        JsonNode forClaude = JsonTrees.read(messages("claude-sonnet-5", """
                        {"max_tokens":5,"messages":[],"tools":[{"name":"a","input_schema":{"type":"object","anyOf":[
                         {"properties":{"x":{"type":"string"}},"required":["x"]},{"properties":{"y":{"type":"string"}},"required":["y"]}]}},
                         {"name":"b","strict":true,"input_schema":{"type":"object","properties":{"x":{"type":"string","minLength":1}},"required":["x"]}}]}""").body());
        assertThat(forClaude.at("/tools/0/input_schema").has("anyOf")).isFalse();
        assertThat(forClaude.at("/tools/0/input_schema/properties").propertyNames())
                .containsExactly("x", "y");
        assertThat(VendorSubset.ANTHROPIC.faults(forClaude.at("/tools/1/input_schema")))
                .isEmpty();
        assertThat(forClaude.at("/tools/1/strict").booleanValue()).isTrue();
    }

    @Test
    void aModelWithoutStructuredOutputCallsAToolWhoseArgumentsAreTheAnswer() {
        Adapted ready = messages("claude-3-5-haiku-20241022", """
                {"max_tokens":5,"messages":[],"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}""");
        JsonNode sent = JsonTrees.read(ready.body());

        assertThat(sent.has("output_config")).isFalse();
        assertThat(sent.at("/tools/0/input_schema")).isEqualTo(JsonTrees.read("{\"type\":\"object\"}"));
        assertThat(sent.path("tool_choice")).isEqualTo(JsonTrees.read("{\"type\":\"tool\",\"name\":\"answer\"}"));
        assertThat(ready.adapted()).containsExactly("output_config.format");
        assertThat(text(ready.answer().whole(bytes("""
                {"content":[{"type":"tool_use","id":"t","name":"answer","input":{"a":1.50}}],"stop_reason":"tool_use"}""")))).isEqualTo("""
                        {"content":[{"type":"text","text":"{\\"a\\":1.50}"}],"stop_reason":"end_turn"}""");
    }

    @Test
    void aForcedToolOfAChatModelIsItsAnswerToo() {
        Adapted ready = chat("openai", "gpt-4", "{\"messages\":[],\"response_format\":%s}".formatted(SCHEMA));

        assertThat(JsonTrees.read(ready.body()).at("/tool_choice/function/name").stringValue())
                .isEqualTo("n");
        assertThat(text(ready.answer().whole(bytes("""
                {"choices":[{"message":{"role":"assistant","tool_calls":[{"function":{"name":"n","arguments":"{\\"a\\":1}"}}]},"finish_reason":"tool_calls"}]}""")))).isEqualTo("""
                        {"choices":[{"message":{"role":"assistant","content":"{\\"a\\":1}"},"finish_reason":"stop"}]}""");
        StreamFilter stream = Objects.requireNonNull(ready.answer().stream());
        byte[] chunk = bytes("""
                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"n","arguments":"{\\"a"}}]},"finish_reason":null}]}

                """);
        assertThat(text(stream.feed(chunk, 0, chunk.length))).isEqualTo("""
                data: {"choices":[{"delta":{"content":"{\\"a"},"finish_reason":null}]}

                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deepseek | deepseek-chat | {"role":"user","content":"x"} | {"type":"json_object"} | 0
            deepseek | deepseek-chat | {"role":"system","content":"Be brief."} | {"type":"json_object"} | 0
            deepseek | deepseek-chat | {"content":[{"type":"text","text":"Be brief."}],"role":"system"} | {"type":"json_object"} | 0
            """)
    void aModelThatOnlyKnowsJsonIsToldTheSchema(String provider, String model, String message, String format, int at) {
        JsonNode sent = JsonTrees.read(
                chat(provider, model, "{\"messages\":[%s],\"response_format\":%s}".formatted(message, SCHEMA))
                        .body());

        assertThat(sent.path("response_format")).isEqualTo(JsonTrees.read(format));
        assertThat(sent.path("messages").path(at).path("role").stringValue()).isEqualTo("system");
        assertThat(sent.path("messages").path(at).path("content").toString())
                .contains("conforms to this JSON Schema")
                .contains("minLength");
        assertThat(sent.path("messages").size()).isEqualTo(message.contains("\"user\"") ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":[],"max_tokens":5,"output_config":{"format":{"type":"json_object"}}}
            {"messages":[],"max_tokens":5,"system":"Be brief.","output_config":{"format":{"type":"json_object"}}}
            {"messages":[],"max_tokens":5,"system":[{"type":"text","text":"Be brief."}],"output_config":{"format":{"type":"json_object"}}}
            """)
    void claudeIsToldToAnswerWithAJsonObject(String body) {
        JsonNode sent = JsonTrees.read(messages("claude-sonnet-5", body).body());

        assertThat(sent.has("output_config")).isFalse();
        assertThat(sent.path("system").toString()).contains("one JSON object");
    }

    @Test
    void whatWasLearnedHolds() {
        Adaptation learned = new Adaptation(
                Operation.CHAT.protocol(),
                "m",
                TRAITS.of(List.of("vllm"), "m"),
                Set.of("temperature", "max_completion_tokens"),
                false);
        Adapted ready = learned.of(
                Operation.CHAT, edits("{\"messages\":[],\"temperature\":1,\"max_completion_tokens\":5}"), Changes.NONE);

        assertThat(JsonTrees.read(ready.body())).isEqualTo(JsonTrees.read("{\"messages\":[],\"max_tokens\":5}"));
        assertThat(ready.dropped()).containsExactly("temperature");
        assertThat(ready.adapted()).containsExactly("max_completion_tokens");
    }

    private static Adaptation adaptation(String provider, String model, Operation operation) {
        return new Adaptation(operation.protocol(), model, TRAITS.of(List.of(provider), model), Set.of(), false);
    }

    private static Adapted chat(String provider, String model, String body) {
        return adaptation(provider, model, Operation.CHAT).of(Operation.CHAT, edits(body), Changes.NONE);
    }

    private static Adapted messages(String model, String body) {
        return adaptation("anthropic", model, Operation.MESSAGES).of(Operation.MESSAGES, edits(body), Changes.NONE);
    }

    private static JsonEdits edits(String body) {
        return JsonEdits.of(bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
