package io.quantumlayer.protocols.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON with the places of its tokens; indexes are those of bytes. */
public final class JsonBytes {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private JsonBytes() {}

    /** A parser of a whole text. */
    public static JsonParser parser(byte[] text) {
        return parser(text, 0, text.length);
    }

    /** A parser of a part of a text; its places count from the part's begin. */
    public static JsonParser parser(byte[] text, int offset, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), text, offset, length);
    }

    /** Index of the first byte of the token that was read last. */
    public static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    /** Index after the last byte that was read; after that of a text only once the text was asked for. */
    public static int end(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    /** Whether a part of a text has these bytes, two at least. */
    public static boolean contains(byte[] text, int from, int to, byte[] quoted) {
        return indexOf(text, from, to, quoted) >= 0;
    }

    /** Index at which a part of a text has these bytes, two at least; -1 where it has not. */
    public static int indexOf(byte[] text, int from, int to, byte[] quoted) {
        for (int i = from; i <= to - quoted.length; i++) {
            if (text[i] == quoted[0] && text[i + 1] == quoted[1] && matches(text, i, quoted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, int at, byte[] quoted) {
        for (int i = 2; i < quoted.length; i++) {
            if (text[at + i] != quoted[i]) {
                return false;
            }
        }
        return true;
    }

    /** A text as JSON. */
    public static byte[] quoted(String text) {
        char[] escaped = JsonStringEncoder.getInstance().quoteAsCharArray(text);
        return ('"' + new String(escaped) + '"').getBytes(StandardCharsets.UTF_8);
    }
}
