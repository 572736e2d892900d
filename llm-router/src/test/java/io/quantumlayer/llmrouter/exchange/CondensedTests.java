package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.json.Condensed;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CondensedTests {

    @Test
    void leavesOutTheMiddleOfALongStringAndKnowsWhereEverythingWas() {
        String text = "{\"a\":\"" + "x".repeat(20_000) + "\",\"b\":1}";

        Condensed condensed = Condensed.of(text.getBytes(StandardCharsets.UTF_8));

        assertThat(condensed.length()).isLessThan(600);
        String left = new String(condensed.bytes(), 0, condensed.length(), StandardCharsets.UTF_8);
        assertThat(condensed.original(left.indexOf("\"b\""))).isEqualTo(text.indexOf("\"b\""));
        assertThat(condensed.original(2)).isEqualTo(2);
    }

    @Test
    void leavesNumbersAndBlanksOutsideOfStringsAlone() {
        byte[] text = ("{\"input\":[" + "1, ".repeat(10_000) + "1]}").getBytes(StandardCharsets.UTF_8);

        assertThat(Condensed.of(text).bytes()).isSameAs(text);
    }

    /** Whatever is done to a large request, it is taken for JSON exactly when the parser takes the whole for JSON. */
    @Test
    void changesNothingAboutWhatIsJson() {
        Random random = new Random(7);
        byte[] valid = ("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "plain \\n \\\" text ".repeat(300)
                        + "y".repeat(9000) + " Grüße \\\\\"}],\"model\":\"m\",\"n\":[1,2,{\"k\":\"" + "z".repeat(2000)
                        + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        int accepted = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] text = valid.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) "\"\\{}[],:x\n\u0001é".charAt(random.nextInt(12));
            }
            boolean json = Answers.isObject(text);
            accepted += json ? 1 : 0;
            String refusal = refusal(text);
            if (json) {
                assertThat(refusal).as("change %d", i).doesNotContain("not JSON", "text after");
            } else {
                assertThat(refusal).as("change %d", i).isNotEmpty();
            }
        }
        assertThat(accepted).isBetween(500, 3500);
    }

    /** Empty where the request is taken. */
    private static String refusal(byte[] text) {
        try {
            ModelRequest.of(Operation.CHAT, text);
            return "";
        } catch (ModelErrorException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
