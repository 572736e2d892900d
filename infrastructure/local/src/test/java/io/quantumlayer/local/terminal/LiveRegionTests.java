package io.quantumlayer.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveRegionTests {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final LiveRegion region =
            new LiveRegion(new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false, false));

    @Test
    void laterLinesReplaceEarlierOnes() {
        region.draw(List.of("one", "two"));
        region.draw(List.of("one", "2"));

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo("\033[2Kone\n\033[2Ktwo\n\033[J" + "\033[2A\r\033[2Kone\n\033[2K2\n\033[J");
    }

    @Test
    void whatHasNotChangedIsNotDrawnAgain() {
        region.draw(List.of("one"));
        int before = output.size();

        region.draw(List.of("one"));

        assertThat(output.size()).isEqualTo(before);
    }

    @Test
    void aPipeAndADumbTerminalGetNoColours() {
        Terminal piped = Terminal.of(System.out, Map.of("TERM", "dumb"));

        assertThat(piped.redraws()).isFalse();
        assertThat(piped.paint(Color.RED, "text")).isEqualTo("text");
    }
}
