package io.quantumlayer.protocols.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quantumlayer.protocols.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A range of bytes, looked at without being parsed. A name in quotes that is found in JSON is always a member's, since
 * quotes inside of strings are escaped.
 */
record Line(byte[] bytes, int from, int to) {

    private static final int LONGEST_NAME = 32;
    private static final byte[] TYPE = ascii("{\"type\":");
    private static final byte[] NULL = ascii("null");
    private static final byte[] DATA = ascii("data:");
    private static final byte[] EVENT = ascii("event:");

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What follows {@code data:}, {@code null} for any other line. */
    @Nullable
    Line data() {
        return after(DATA);
    }

    /** What follows {@code event:}, {@code null} for any other line. */
    @Nullable
    Line event() {
        return after(EVENT);
    }

    private @Nullable Line after(byte[] field) {
        if (!startsWith(field)) {
            return null;
        }
        int start = blanks(from + field.length);
        int end = to;
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        return new Line(bytes, start, end);
    }

    boolean startsWith(byte[] text) {
        return startsAt(from, text);
    }

    private boolean startsAt(int position, byte[] text) {
        return position + text.length <= to
                && Arrays.equals(bytes, position, position + text.length, text, 0, text.length);
    }

    private int blanks(int position) {
        int i = position;
        while (i < to && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    /** The {@code type} of an object that begins with it, as those of the APIs do; empty where it does not. */
    String type() {
        if (!startsWith(TYPE)) {
            return "";
        }
        int start = blanks(from + TYPE.length);
        if (start >= to || bytes[start] != '"') {
            return "";
        }
        int end = start + 1;
        while (end < to && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, start + 1, end - start - 1, ISO_8859_1);
    }

    /** Position after a member's name in quotes, from a position on; -1 if there is none. */
    int afterName(byte[] quoted, int position) {
        for (int i = position; i <= to - quoted.length; i++) {
            if (bytes[i] == '"' && bytes[i + 1] == quoted[1] && startsAt(i, quoted)) {
                return i + quoted.length;
            }
        }
        return -1;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Position of the value that a name has; -1 if the quoted text is no name. */
    private int value(int afterName) {
        int colon = blanks(afterName);
        return colon < to && bytes[colon] == ':' ? blanks(colon + 1) : -1;
    }

    /** Position after a {@code null} that is the value of the name before; -1 if it is anything else. */
    int afterNull(int afterName) {
        int value = value(afterName);
        return value >= 0 && startsAt(value, NULL) ? value + NULL.length : -1;
    }

    /** Whether it has a member of that name with a value. */
    boolean has(byte[] quoted) {
        for (int at = afterName(quoted, from); at >= 0; at = afterName(quoted, at)) {
            if (value(at) >= 0 && afterNull(at) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Writes the texts that members of these names have, wherever they are, with their escapes as they stand. */
    void texts(Set<String> names, ByteArrayOutputStream out) {
        boolean wanted = false;
        int i = from;
        while (i < to) {
            if (bytes[i] != '"') {
                i++;
                continue;
            }
            int end = endOfText(i + 1);
            int after = blanks(end + 1);
            boolean name = after < to && bytes[after] == ':';
            if (name) {
                wanted = end - i <= LONGEST_NAME && names.contains(new String(bytes, i + 1, end - i - 1, ISO_8859_1));
                i = blanks(after + 1);
                wanted &= i < to && bytes[i] == '"';
            } else {
                if (wanted) {
                    out.write(bytes, i + 1, end - i - 1);
                    wanted = false;
                }
                i = end + 1;
            }
        }
    }

    /** Position of the quote that ends a text. */
    private int endOfText(int start) {
        int i = start;
        while (i < to && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, to);
    }

    boolean isText(byte[] text) {
        return to - from == text.length && startsWith(text);
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The JSON of the line, a missing node where it is none. */
    JsonNode json() {
        try {
            return Json.read(Arrays.copyOfRange(bytes, from, to));
        } catch (JacksonException malformed) {
            return Json.object().path("");
        }
    }
}
