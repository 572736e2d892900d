package io.quantumlayer.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtsTests {

    @ParameterizedTest
    @CsvSource({
        "Answer, Answer",
        "<think>a</think>Answer, Answer",
        "<think>a</think> <reasoning>b</reasoning>Answer, Answer",
        "a</think>Answer, Answer",
        "Answer with <think>tags</think>, Answer with <think>tags</think>",
        "Read <think> up to </think> in Go, Read <think> up to </think> in Go",
        "<think>a</think>Read up to </think>, Read up to </think>",
        "<think>a, ''"
    })
    void leavesTheAnswer(String text, String answer) {
        assertThat(Thoughts.takenOutOf(text)).isEqualTo(answer);
    }
}
