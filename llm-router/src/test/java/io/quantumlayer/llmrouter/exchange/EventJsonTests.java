package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTests {

    private static final String GOOD = "event: x\ndata: {\"a\":\"}{\\\"\"}\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD + GOOD,
                ": a comment\n\ndata: [DONE]\n\n",
                "data:{}\r\n\r\ndata: [1]\r\n\r\n",
                "data:\n\n",
                "data: {\"a\":\ndata: 1}\n\n"
            })
    void letsEventsThroughWhateverTheCuts(String stream) {
        assertThat(feed(stream, stream.length())).isEqualTo(-1);
        assertThat(feed(stream, 1)).isEqualTo(-1);
        assertThat(feed(stream, 7)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"a\":[{\n\n",
                "event: x\ndata: {not json}\n\n",
                "data: {\"a\":1}}\n\n",
                "data: {\"a\":\"\u0001\"}\n\n",
                "data: broken\r\n\r\n"
            })
    void tellsWhereAnEventBeginsThatIsNoJson(String event) {
        String stream = GOOD + GOOD + event + GOOD;

        assertThat(feed(stream, stream.length())).isEqualTo(2 * GOOD.length());
        assertThat(feed(stream, 1)).isEqualTo(2 * GOOD.length());
        assertThat(feed(stream, 11)).isEqualTo(2 * GOOD.length());
    }

    @Test
    void whatBeganInAnEarlierPartBeginsAtTheBeginOfThisOne() {
        EventJson events = new EventJson();
        byte[] first = "data: {\"a".getBytes(StandardCharsets.UTF_8);
        byte[] second = "\n\n".getBytes(StandardCharsets.UTF_8);

        assertThat(events.feed(first, first.length)).isEqualTo(-1);
        assertThat(events.feed(second, second.length)).isEqualTo(0);
    }

    /** Index in the whole stream up to which it may go out; -1 for all of it. */
    private static int feed(String stream, int size) {
        EventJson events = new EventJson();
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            byte[] part = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size));
            int broken = events.feed(part, part.length);
            if (broken >= 0) {
                // What of the event has come before is held back, as events go out whole.
                return broken > 0 ? at + broken : lastBoundary(stream.substring(0, at));
            }
        }
        return -1;
    }

    private static int lastBoundary(String text) {
        return text.lastIndexOf("\n\n") + 2;
    }
}
