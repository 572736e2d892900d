package io.quantumlayer.protocols.anthropictoopenai;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnthropicEventsTests {

    private static StreamTranslator translator() {
        return Wire.between(Protocol.ANTHROPIC_MESSAGES, Protocol.OPENAI_CHAT).stream(Wire.bytes("{}"), "shown");
    }

    private static String chunk(String delta) {
        return chunk(delta, "null");
    }

    private static String chunk(String delta, String reason) {
        return """
                {"id":"c-1","model":"gpt-x","choices":[{"index":0,"delta":%s,"finish_reason":%s}],"usage":null}""".formatted(delta, reason);
    }

    private static String call(int index, String id, String name, String arguments) {
        return chunk("""
                {"tool_calls":[{"index":%d,"id":%s,"function":{"name":%s,"arguments":"%s"}}]}""".formatted(index, id, name, arguments));
    }

    @Test
    void readsTextsThoughtsAndArgumentsInTheFormsOfOtherServers() {
        String translated = Wire.translated(
                AnthropicEventsTests::translator,
                Wire.events(
                        chunk(
                                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}"),
                        chunk("{\"content\":[{\"type\":\"text\",\"text\":\"yes\"}]}"),
                        chunk(
                                "{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1}}}]}",
                                "\"tool_calls\""),
                        "[DONE]"));

        List<String> deltas = Wire.data(translated).stream()
                .filter(event -> event.path("type").stringValue("").equals("content_block_delta"))
                .map(event -> event.path("delta").toString())
                .toList();
        assertThat(deltas)
                .containsExactly(
                        "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}",
                        "{\"type\":\"text_delta\",\"text\":\"yes\"}",
                        "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"}");
    }

    @Test
    void translatesReasoningTextAndCalls() {
        String stream = Wire.events(
                chunk("{\"role\":\"assistant\",\"content\":\"\"}"),
                chunk("{\"reasoning_content\":\"hm\"}"),
                chunk("{\"content\":\"Grüße \"}"),
                chunk("{\"content\":\"漢😀\"}"),
                call(0, "\"t1\"", "\"f\"", ""),
                call(0, "null", "null", "{\\\"a\\\":"),
                call(0, "null", "null", "1}"),
                call(1, "\"t2\"", "\"g\"", ""),
                chunk("{}", "\"tool_calls\""),
                "{\"id\":\"c-1\",\"model\":\"gpt-x\",\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":15}}}",
                "[DONE]");

        String translated = Wire.translated(AnthropicEventsTests::translator, ": keep-alive\n\n" + stream);

        assertThat(Wire.data(translated).stream().map(JsonNode::toString))
                .containsExactly(
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"c-1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"gpt-x\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":0,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":0}}}",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße \"}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"漢😀\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":1}",
                        "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":2}",
                        "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"g\",\"input\":{}}}",
                        "{\"type\":\"content_block_stop\",\"index\":3}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":5,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":15,\"output_tokens\":9}}",
                        "{\"type\":\"message_stop\"}");
        assertThat(translated).startsWith("event: message_start\ndata: {");
        StreamTranslator translator = translator();
        Wire.whole(translator, stream);
        assertThat(translator.isComplete()).isTrue();
        assertThat(translator.usage()).isEqualTo(new TokenUsage(20, 9, 15, 0, 0, "gpt-x"));
    }

    @Test
    void bringsMixedPiecesOfParallelCallsInOrder() {
        String translated = Wire.translated(
                AnthropicEventsTests::translator,
                Wire.events(
                        call(0, "\"t1\"", "\"f\"", ""),
                        call(1, "\"t2\"", "\"g\"", ""),
                        call(1, "null", "null", "{\\\"b\\\":\\\"}\\\""),
                        call(0, "null", "null", "{\\\"a\\\":{"),
                        chunk("{\"content\":\"between\"}"),
                        call(0, "null", "null", "}}"),
                        call(1, "null", "null", "}"),
                        "[DONE]"));

        assertThat(blocks(translated))
                .containsExactly("tool_use t1 f {\"a\":{}}", "tool_use t2 g {\"b\":\"}\"}", "text between");
        assertThat(translated).contains("\"stop_reason\":\"tool_use\"");
    }

    @Test
    void tellsCallsOfOneIndexApartByTheirIdentifiers() {
        String translated = Wire.translated(
                AnthropicEventsTests::translator,
                Wire.events(
                        call(0, "\"t1\"", "\"f\"", "{}"),
                        call(0, "\"t2\"", "\"f\"", "{\\\"a\\\":1}"),
                        chunk("{}", "\"stop\""),
                        "[DONE]"));

        assertThat(blocks(translated)).containsExactly("tool_use t1 f {}", "tool_use t2 f {\"a\":1}");
        assertThat(translated).contains("\"stop_reason\":\"tool_use\"");
    }

    @Test
    void tellsCallsOfOneIndexWithoutIdentifiersApartByTheirNames() {
        String translated = Wire.translated(
                AnthropicEventsTests::translator,
                Wire.events(
                        call(0, "null", "\"f\"", "{\\\"a\\\":1}"),
                        call(0, "null", "\"f\"", "{\\\"a\\\":"),
                        call(0, "null", "\"f\"", "2}"),
                        call(0, "\"\"", "\"g\"", ""),
                        call(0, "\"\"", "\"h\"", "{}"),
                        chunk("{}", "\"tool_calls\""),
                        "[DONE]"));

        assertThat(Wire.data(translated).stream()
                        .map(event -> event.path("content_block"))
                        .filter(block -> block.has("id"))
                        .map(block -> block.path("name").asString() + " "
                                + block.path("id").asString()))
                .containsExactly("f toolu_c-1_0", "f toolu_c-1_1", "g toolu_c-1_2", "h toolu_c-1_3");
        assertThat(Wire.data(translated).stream()
                        .map(event -> event.path("delta").path("partial_json").asString(""))
                        .filter(json -> !json.isEmpty()))
                .containsExactly("{\"a\":1}", "{\"a\":", "2}", "{}");
    }

    @Test
    void keepsHalfOfASurrogatePairThatTheProviderCutInTwo() {
        String translated = Wire.translated(
                AnthropicEventsTests::translator,
                Wire.events(chunk("{\"content\":\"a\\ud83d\"}"), chunk("{\"content\":\"\\ude00b\"}"), "[DONE]"));

        assertThat(blocks(translated)).containsExactly("text a😀b");
    }

    @Test
    void endsWithTheErrorOfTheProvider() {
        String stream = Wire.events(
                chunk("{\"content\":\"Hal\"}"),
                "{\"error\":{\"message\":\"slow down\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}");

        String translated = Wire.translated(AnthropicEventsTests::translator, stream);

        assertThat(translated)
                .endsWith(
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}\n\n")
                .doesNotContain("message_stop", "message_delta");
    }

    @Test
    void takesAStreamWithoutItsMarkOfTheEndForIncomplete() {
        String stream = Wire.events(chunk("{\"content\":\"Hal\"}"), chunk("{}", "\"stop\""));
        for (int length = 0; length <= stream.length(); length++) {
            StreamTranslator translator = translator();

            assertThat(Wire.whole(translator, stream.substring(0, length)))
                    .doesNotContain("message_stop", "message_delta", "error");
            assertThat(translator.isComplete()).isFalse();
        }
    }

    /** Blocks as a client puts them together. */
    private static List<String> blocks(String translated) {
        StringBuilder blocks = new StringBuilder();
        for (JsonNode event : Wire.data(translated)) {
            JsonNode block = event.path("content_block");
            switch (event.path("type").asString()) {
                case "content_block_start" ->
                    blocks.append(block.path("type").asString())
                            .append(
                                    block.has("id")
                                            ? " " + block.path("id").asString() + " "
                                                    + block.path("name").asString()
                                            : "")
                            .append(' ');
                case "content_block_delta" ->
                    blocks.append(event.path("delta").path("text").asString(""))
                            .append(event.path("delta").path("partial_json").asString(""));
                case "content_block_stop" -> blocks.append('\n');
                default -> {}
            }
        }
        return blocks.toString().lines().toList();
    }
}
