package io.quantumlayer.protocols.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamWatcherTests {

    private static final String OPENAI = Wire.events(
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":null}",
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a \\\"usage\\\": \\\"error\\\":\"}}],\"usage\":null}",
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"usage\"}}],\"usage\":null}",
            "{\"id\":\"c\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":2}}}",
            "[DONE]");

    private static final String ANTHROPIC = Wire.typed(
            "{\"type\":\"message_start\",\"message\":{\"model\":\"m\",\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":2,\"output_tokens\":1}}}",
            "{\"type\":\"ping\"}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"message_stop\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"b\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":3}}",
            "{\"type\":\"message_stop\"}");

    private static final String RESPONSES = Wire.typed(
            "{\"type\":\"response.created\",\"response\":{\"usage\":null}}",
            "{\"type\":\"response.output_text.delta\",\"delta\":\"x\"}",
            "{\"type\":\"response.completed\",\"response\":{\"model\":\"m\",\"usage\":{\"input_tokens\":5,\"output_tokens\":3,\"input_tokens_details\":{\"cached_tokens\":2}}}}");

    private static StreamWatcher watch(Protocol protocol, String stream, int step) {
        StreamWatcher watcher = StreamWatcher.of(protocol);
        byte[] bytes = Wire.bytes(stream);
        for (int i = 0; i < bytes.length; i += step) {
            watcher.feed(bytes, i, Math.min(step, bytes.length - i));
        }
        return watcher;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
    void seesUsageAndTheEndWhateverTheCuts(int step) {
        for (Protocol protocol :
                new Protocol[] {Protocol.OPENAI_CHAT, Protocol.ANTHROPIC_MESSAGES, Protocol.OPENAI_RESPONSES}) {
            String stream = switch (protocol) {
                case OPENAI_CHAT -> OPENAI;
                case ANTHROPIC_MESSAGES -> ANTHROPIC;
                default -> RESPONSES;
            };
            for (String each : new String[] {stream, stream.replace("\n", "\r\n"), stream.replace("data: ", "data:")}) {
                StreamWatcher watcher = watch(protocol, each, step);

                assertThat(watcher.isComplete()).isTrue();
                assertThat(watcher.failed()).isFalse();
                assertThat(watcher.contentSeen()).isTrue();
                assertThat(watcher.usage()).isEqualTo(new TokenUsage(5, 3, 2, 0, 0, "m"));
            }
        }
    }

    @Test
    void takesNoStreamForCompleteThatIsCut() {
        for (int length = 0; length < OPENAI.length() - 2; length++) {
            assertThat(watch(Protocol.OPENAI_CHAT, OPENAI.substring(0, length), 50)
                            .isComplete())
                    .isFalse();
        }
        for (int length = 0; length < ANTHROPIC.length() - 2; length++) {
            assertThat(watch(Protocol.ANTHROPIC_MESSAGES, ANTHROPIC.substring(0, length), 50)
                            .isComplete())
                    .isFalse();
        }
    }

    @Test
    void seesContentWithTheFirstTokenAndNotBefore() {
        assertThat(watch(Protocol.OPENAI_CHAT, OPENAI.substring(0, OPENAI.indexOf("\n\n") + 2), 50)
                        .contentSeen())
                .isFalse();
        assertThat(watch(
                                Protocol.ANTHROPIC_MESSAGES,
                                ANTHROPIC.substring(0, ANTHROPIC.indexOf("event: content_block_delta")),
                                50)
                        .contentSeen())
                .isFalse();
        assertThat(watch(
                                Protocol.OPENAI_CHAT,
                                Wire.events("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}"),
                                50)
                        .contentSeen())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_CHAT|data: {\"error\":{\"message\":\"x\"}}\n\ndata: [DONE]\n\n",
                "ANTHROPIC_MESSAGES|event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n",
                "ANTHROPIC_MESSAGES|event: error\ndata: {\"error\":{\"type\":\"overloaded_error\"},\"type\":\"error\"}\n\n",
                "OPENAI_RESPONSES|event: error\ndata: {\"type\":\"error\",\"message\":\"x\"}\n\n",
                "OPENAI_RESPONSES|event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{}}\n\n"
            })
    void seesErrorEvents(String protocolAndStream) {
        String[] parts = protocolAndStream.split("\\|");
        StreamWatcher watcher = watch(Protocol.valueOf(parts[0]), parts[1], 9);

        assertThat(watcher.failed()).isTrue();
        assertThat(watcher.isComplete()).isFalse();
    }

    @Test
    void watchesDecodedEventsOfBedrock() {
        StreamWatcher watcher = StreamWatcher.of(Protocol.BEDROCK_CONVERSE);
        for (String event : new String[] {
            "{\"messageStart\":{\"role\":\"assistant\"}}",
            "{\"contentBlockDelta\":{\"contentBlockIndex\":0,\"delta\":{\"text\":\"x\"}}}",
            "{\"messageStop\":{\"stopReason\":\"end_turn\"}}",
            "{\"metadata\":{\"usage\":{\"inputTokens\":5,\"outputTokens\":3}}}"
        }) {
            byte[] bytes = Wire.bytes(event);
            watcher.feed(bytes, 0, bytes.length);
        }

        assertThat(watcher.isComplete()).isTrue();
        assertThat(watcher.contentSeen()).isTrue();
        assertThat(watcher.usage()).isEqualTo(new TokenUsage(5, 3, 0, 0, 0, null));
        byte[] error = Wire.bytes("{\"modelStreamErrorException\":{\"message\":\"x\"}}");
        watcher.feed(error, 0, error.length);
        assertThat(watcher.failed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_CHAT|data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"Gr\\u00fc\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"\\\"so\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"x\",\"function\":{\"arguments\":\"{}\"}}]}}]}\n\n",
                "ANTHROPIC_MESSAGES|data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"Gr\\u00fc\"}}\n\n"
                        + "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"\\\"so\"}}\n\n"
                        + "data: {\"type\":\"content_block_delta\",\"delta\":{\"partial_json\":\"{}\"}}\n\n",
                "OPENAI_RESPONSES|data: {\"type\":\"response.output_text.delta\",\"delta\":\"Gr\\u00fc\\\"so{}\"}\n\n"
                        + "data: {\"type\":\"response.output_text.done\",\"text\":\"again\"}\n\n"
            })
    void keepsWhatTheModelWrote(String protocolAndStream) {
        String[] parts = protocolAndStream.split("\\|");

        for (int chunk : new int[] {1, 7, 1000}) {
            assertThat(watch(Protocol.valueOf(parts[0]), parts[1], chunk).written())
                    .isEqualTo("Gr\u00fc\"so{}");
        }
    }
}
