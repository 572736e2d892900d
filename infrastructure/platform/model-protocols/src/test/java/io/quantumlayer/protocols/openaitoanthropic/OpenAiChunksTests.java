package io.quantumlayer.protocols.openaitoanthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiChunksTests {

    private static final String START = """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"usage":{"input_tokens":5,"cache_read_input_tokens":3,"output_tokens":1}}}""";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private static StreamTranslator translator(boolean usage) {
        return Wire.between(Protocol.OPENAI_CHAT, Protocol.ANTHROPIC_MESSAGES).stream(
                Wire.bytes("{\"stream\":true,\"stream_options\":{\"include_usage\":%s}}".formatted(usage)), "shown");
    }

    private static JsonNode delta(JsonNode chunk) {
        return chunk.path("choices").path(0).path("delta");
    }

    @Test
    void translatesThinkingTextAndParallelCalls() {
        String stream = Wire.typed(
                START,
                "{\"type\":\"ping\"}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"sig\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße 漢😀\"}}",
                "{\"type\":\"content_block_stop\",\"index\":1}",
                "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}}",
                "{\"type\":\"unheard_of\",\"x\":1}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}}",
                "{\"type\":\"content_block_stop\",\"index\":2}",
                "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"g\",\"input\":{}}}",
                "{\"type\":\"content_block_stop\",\"index\":3}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":9}}",
                STOP);

        String translated = Wire.translated(() -> translator(true), stream);
        List<JsonNode> chunks = Wire.data(translated);

        assertThat(chunks.stream().map(OpenAiChunksTests::delta).map(JsonNode::toString))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"reasoning_content\":\"hm\"}",
                        "{\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig\"}]}",
                        "{\"content\":\"Grüße 漢😀\"}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"t2\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}",
                        "{}",
                        "");
        assertThat(chunks.get(9).path("choices").path(0).path("finish_reason").asString())
                .isEqualTo("tool_calls");
        assertThat(chunks.get(10).path("choices")).isEmpty();
        assertThat(chunks.get(10).path("usage")).isEqualTo(Wire.json("""
                {"prompt_tokens":8,"completion_tokens":9,"total_tokens":17,
                 "prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":0}}"""));
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("id").asString()).isEqualTo("msg_1");
            assertThat(chunk.path("model").asString()).isEqualTo("claude-x");
            assertThat(chunk.has("usage")).isTrue();
        });
        assertThat(translated).endsWith("\n\ndata: [DONE]\n\n");
        StreamTranslator whole = translator(false);
        assertThat(Wire.whole(whole, stream)).doesNotContain("usage");
        assertThat(whole.isComplete()).isTrue();
        assertThat(whole.usage()).isEqualTo(new TokenUsage(8, 9, 3, 0, 0, "claude-x"));
    }

    @Test
    void showsNothingBeforeThereIsContent() {
        StreamTranslator translator = translator(false);
        byte[] start = Wire.bytes(Wire.typed(
                START,
                "{\"type\":\"ping\"}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"));

        assertThat(translator.feed(start, 0, start.length)).isEmpty();
    }

    @Test
    void takesInputFromTheOnlyEventThatHasIt() {
        StreamTranslator translator = translator(false);
        Wire.whole(
                translator,
                Wire.typed(
                        "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":20,\"cache_read_input_tokens\":100,\"cache_creation_input_tokens\":7,\"output_tokens\":4}}",
                        STOP));

        assertThat(translator.usage()).isEqualTo(new TokenUsage(127, 4, 100, 7, 0, null));
    }

    @Test
    void endsWithTheErrorOfTheProviderAndNothingAfterIt() {
        String stream = Wire.typed(
                START,
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hal\"}}",
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}",
                STOP);

        String translated = Wire.translated(() -> translator(true), stream);

        assertThat(translated)
                .endsWith(
                        "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"param\":null,\"code\":\"overloaded\"}}\n\n")
                .doesNotContain("[DONE]");
        StreamTranslator translator = translator(true);
        Wire.whole(translator, stream);
        assertThat(translator.isComplete()).isFalse();
        assertThat(translator.failed()).isTrue();
    }

    @Test
    void takesACutStreamForIncomplete() {
        String stream = Wire.typed(
                START,
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hal\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}");
        for (int length = 0; length <= stream.length(); length++) {
            StreamTranslator translator = translator(false);

            assertThat(Wire.whole(translator, stream.substring(0, length))).doesNotContain("[DONE]", "error");
            assertThat(translator.isComplete()).isFalse();
        }
    }

    @Test
    void makesAnErrorOfAnEventThatIsNoJson() {
        StreamTranslator translator = translator(false);

        assertThat(Wire.whole(translator, "data: {\"type\":\n\n" + Wire.typed(STOP)))
                .startsWith("data: {\"error\":")
                .doesNotContain("[DONE]");
        assertThat(translator.failed()).isTrue();
    }
}
