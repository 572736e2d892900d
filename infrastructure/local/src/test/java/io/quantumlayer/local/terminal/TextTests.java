package io.quantumlayer.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTests {

    @Test
    void aLineThatFitsStaysAsItIs() {
        assertThat(Text.cut("abc", 3)).isEqualTo("abc");
        assertThat(Text.cut("\033[32mabc\033[0m", 3)).isEqualTo("\033[32mabc\033[0m");
    }

    @Test
    void aLongLineIsCutToTheWidthAndItsColourEnded() {
        assertThat(Text.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Text.cut("ab\033[32mcdef\033[0m", 4)).isEqualTo("ab\033[32mc…\033[0m");
        assertThat(Text.cut("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }

    @Test
    void whatOthersWroteCannotMoveTheCursor() {
        assertThat(Text.plain("a\033[2Jb\nc\td\u0007\r")).isEqualTo("ab c d");
    }

    @Test
    void aLineOfALogKeepsItsIndentationAndNothingThatCannotBeSeen() {
        assertThat(Text.line("\tat a.b\033[31m(C.java:1)\u202E\u0007 ")).isEqualTo("    at a.b(C.java:1)");
    }

    @Test
    void timesGetCoarserAsTheyGrow() {
        assertThat(Text.seconds(Duration.ofMillis(432))).isEqualTo("0.4 s");
        assertThat(Text.seconds(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(Text.seconds(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
        assertThat(Text.seconds(Duration.ofSeconds(-3))).isEqualTo("0.0 s");
    }
}
