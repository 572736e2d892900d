package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TranscriptTests {

    @Test
    void tellsTheMessagesOfBothProtocolsAlikeAndNoImages() {
        assertThat(Transcript.input(bytes("""
                {"system":"Be brief.","messages":[{"role":"user","content":[{"type":"text","text":"Hi"},
                {"type":"image","source":{"data":"AAAA"}}]},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"add","input":{"a":1}}]}]}
                """))).isEqualTo("""
                        [{"role":"system","parts":[{"type":"text","content":"Be brief."}]},\
                        {"role":"user","parts":[{"type":"text","content":"Hi"},{"type":"image"}]},\
                        {"role":"assistant","parts":[{"type":"tool_call","id":"t","name":"add","arguments":{"a":1}}]}]""");
        assertThat(Transcript.input(bytes("{\"input\":\"Hi\"}")))
                .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    }

    @Test
    void tellsAnswersOfBothProtocolsAlike() {
        String expected =
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"from x\"}],\"finish_reason\":\"%s\"}]";

        assertThat(Transcript.output(bytes(FaultyProvider.OPENAI.formatted("x"))))
                .isEqualTo(expected.formatted("stop"));
        assertThat(Transcript.output(bytes(FaultyProvider.ANTHROPIC.formatted("x"))))
                .isEqualTo(expected.formatted("end_turn"));
        assertThat(Transcript.text("so")).contains("\"content\":\"so\"");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
