package io.quantumlayer.protocols.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonGlanceTests {

    private static final String EVENT =
            "{\"id\":\"c1\",\"created\":1694268190,\"p\":-0.25,\"choices\":[{\"index\":0,\"delta\":{\"content\":\" a\\n\\u00e9\\\"é\"},"
                    + "\"logprobs\":null,\"ok\":true,\"no\":false,\"e\":{},\"l\":[ ]}, 1, \"x\", [[]]]}";

    @ParameterizedTest
    @ValueSource(strings = {EVENT, "{}", " [ 1 , {\"a\" : [ ] } ] ", "\"x\"", "0", "null", "{\"a\":{\"b\":{}}}"})
    void knowsPlainJson(String text) {
        assertThat(isSurely(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "{a:1}",
                "{\"a\":1]",
                "[1}",
                "{}{}",
                "{\"a\":01}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "\"a\nb\"",
                "{\"a\":1}}",
                "[,1]",
                "{,}",
                "1.",
                "-",
                "\"a",
                "\"\\"
            })
    void takesNothingElseForIt(String text) {
        assertThat(isSurely(text)).isFalse();
    }

    @Test
    void isNeverSurerThanTheParser() {
        Random random = new Random(7);
        byte[] event = EVENT.getBytes(StandardCharsets.US_ASCII);
        byte[] marks = "{}[]\",:\\0n ".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 50_000; i++) {
            byte[] changed = event.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = marks[random.nextInt(marks.length)];
            }
            int to = random.nextInt(4) == 0 ? random.nextInt(changed.length) : changed.length;
            if (JsonGlance.isSurely(changed, 0, to)) {
                assertThat(isJson(changed, to))
                        .as(new String(changed, 0, to, StandardCharsets.US_ASCII))
                        .isTrue();
            }
        }
    }

    private static boolean isSurely(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return JsonGlance.isSurely(bytes, 0, bytes.length);
    }

    private static boolean isJson(byte[] text, int length) {
        try {
            JsonTrees.read(text, 0, length);
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }
}
