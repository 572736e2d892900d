package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.LineReader;
import io.quantumlayer.protocols.json.JsonBytes;
import io.quantumlayer.protocols.json.JsonGlance;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Looks over the events of a stream that goes through as it is: their data has to be JSON, or the word {@code [DONE]}. What
 * is handed on is not read otherwise, and a client's library would break at it without a word of who is to blame.
 */
final class EventJson {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final LineReader reader = new LineReader();
    private long fed;
    private long position;
    private long eventStart;
    private long brokenAt = -1;
    private @Nullable ByteArrayOutputStream unfinished;

    /**
     * Takes the next bytes of the stream.
     *
     * @return index of the byte at which an event begins that is none; 0 where it began before; -1 where all are well
     */
    int feed(byte[] bytes, int length) {
        long before = fed;
        fed += length;
        reader.feed(bytes, 0, length, this::line);
        return brokenAt < 0 ? -1 : (int) Math.max(0, brokenAt - before);
    }

    private void line(byte[] bytes, int from, int to, boolean whole) {
        position += to - from;
        if (brokenAt >= 0) {
            return;
        }
        if (isBlank(bytes, from, to)) {
            if (unfinished != null) {
                brokenAt = eventStart;
            }
            eventStart = position;
        } else if (whole && isData(bytes, from, to)) {
            data(bytes, from + DATA.length, to);
        }
    }

    /** Several lines of data are one event. */
    private void data(byte[] bytes, int from, int to) {
        if (unfinished == null) {
            if (!isText(bytes, from, to)) {
                unfinished = new ByteArrayOutputStream();
                unfinished.write(bytes, from, to - from);
            }
            return;
        }
        unfinished.write(bytes, from, to - from);
        byte[] joined = unfinished.toByteArray();
        if (isText(joined, 0, joined.length)) {
            unfinished = null;
        }
    }

    private static boolean isText(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        if (start == end
                || JsonGlance.isSurely(bytes, start, end)
                || Arrays.equals(bytes, start, end, DONE, 0, DONE.length)) {
            return true;
        }
        try (JsonParser parser = JsonBytes.parser(bytes, start, end - start)) {
            while (parser.nextToken() != null) {
                // Only whether it comes to its end.
            }
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        return to - from == 1 || to - from == 2 && bytes[from] == '\r';
    }

    private static boolean isData(byte[] bytes, int from, int to) {
        return to - from >= DATA.length && Arrays.equals(bytes, from, from + DATA.length, DATA, 0, DATA.length);
    }
}
