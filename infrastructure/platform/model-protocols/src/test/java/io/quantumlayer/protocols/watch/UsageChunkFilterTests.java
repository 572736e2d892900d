package io.quantumlayer.protocols.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Wire;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageChunkFilterTests {

    private static String filtered(String stream) {
        return Wire.filtered(UsageChunkFilter::new, stream, UnaryOperator.identity());
    }

    @Test
    void takesOutTheUsageChunkAndTheNullsAndNothingElse() {
        String shown =
                ": hello\n\ndata: {\"id\":\"ü\",  \"choices\":[{\"delta\":{\"content\":\"a\"}}]%s,\"obfuscation\":\"x\"}\n\n"
                        + "data:{%s\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n\n";
        String given = shown.formatted(", \"usage\" : null", "\"usage\":null, ")
                + "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\ndata: [DONE]\n\n";

        assertThat(filtered(given)).isEqualTo(shown.formatted("", " ") + "data: [DONE]\n\n");
        assertThat(filtered(given.replace("\n", "\r\n")))
                .isEqualTo((shown.formatted("", " ") + "data: [DONE]\n\n").replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data: {"choices":[{"delta":{"content":"\\"usage\\":null"}}]}
            data: {"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":1}}
            data: {"choices":[],"prompt_filter_results":[]}
            data: {"choices":[{"usage":null}]}
            data: {"choices":[{"delta":{"content":"usage"}}]}
            data: {"choices":[],"usage":{"prompt
            data: {"usage":nul
            : "usage":null
            "usage":null
            """)
    void leavesEverythingElseAsItIs(String line) {
        assertThat(filtered(line + "\n\n")).isEqualTo(line + "\n\n");
        assertThat(filtered(line)).isEqualTo(line);
    }

    @Test
    void takesOutTheNullBesideAContentOfThatWord() {
        assertThat(filtered("data: {\"choices\":[{\"delta\":{\"content\":\"usage\"}}],\"usage\":null}\n\n"))
                .isEqualTo("data: {\"choices\":[{\"delta\":{\"content\":\"usage\"}}]}\n\n");
        assertThat(filtered("data: {\"x\":{\"usage\":null},\"usage\":null}\n\n"))
                .isEqualTo("data: {\"x\":{\"usage\":null}}\n\n");
    }
}
