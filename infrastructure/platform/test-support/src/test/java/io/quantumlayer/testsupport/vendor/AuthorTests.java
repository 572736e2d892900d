package io.quantumlayer.testsupport.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorTests {

    private final Author author = prompt -> "one two three";

    @Test
    void goesOnWhereItsLastTurnEnded() {
        Prompt begun = new Prompt(
                "m",
                List.of(
                        new Prompt.Turn("user", "Count."),
                        new Prompt.Turn("assistant", "one tw"),
                        new Prompt.Turn("user", "Go on.")));

        assertThat(author.goingOn().answer(begun)).isEqualTo("o three");
    }

    @Test
    void beginsAnewWhereItsLastTurnWasAnotherText() {
        Prompt other = new Prompt("m", List.of(new Prompt.Turn("assistant", "Hello")));

        assertThat(author.goingOn().answer(other)).isEqualTo("one two three");
    }
}
