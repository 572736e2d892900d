package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContinuationTests {

    private static final String PART = "{\"path\":\"adding.py\",\"content\":\"def add(first, second):\\n    ret";

    @ParameterizedTest
    @MethodSource("parts")
    void putsBothPartsTogether(String part, String rest, String whole) {
        assertThat(Continuation.joined(part, rest)).isEqualTo(whole);
    }

    static Stream<Arguments> parts() {
        String end = "urn first + second\\n\"}";
        return Stream.of(
                arguments(PART, end, PART + end),
                // Repeats the end of the first part.
                arguments(PART, "def add(first, second):\\n    ret" + end, PART + end),
                // Begins anew.
                arguments(PART, PART + end, PART + end),
                arguments("```json\n" + PART, "```json\n" + PART + end, PART + end),
                // Opens a fence again.
                arguments("```json\n" + PART, "```json\n" + end + "\n```", "```json\n" + PART + end + "\n```"),
                // Thinks again.
                arguments(PART, "<think>Where was I?</think>" + end, PART + end),
                // Has the end of a thought in the text of its file.
                arguments(PART, "urn '</think>'\\n\"}", PART + "urn '</think>'\\n\"}"),
                arguments(PART + "urn '</think>", end, PART + "urn '</think>" + end),
                // Is cut off in the middle of a thought.
                arguments("<think>A file", " is it.</think>" + PART, "<think>A file is it.</think>" + PART),
                // A row that repeats itself is no repetition.
                arguments("[" + "0, ".repeat(20), "0, ".repeat(20) + "0]", "[" + "0, ".repeat(40) + "0]"),
                arguments(PART, " ", PART));
    }
}
