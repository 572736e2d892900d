package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.LineFilter;
import java.io.ByteArrayOutputStream;
import tools.jackson.databind.JsonNode;

/**
 * Takes out of an OpenAI chat stream what {@code stream_options.include_usage} adds, for a client that did not ask for
 * it: the chunk with the usage and no choices, and the members {@code "usage":null} of all others. Every other byte stays.
 */
public final class UsageChunkFilter extends LineFilter {

    private static final byte[] USAGE = Line.ascii("\"usage\"");
    private boolean withoutBlank;

    @Override
    protected void line(byte[] bytes, int from, int to, boolean whole, ByteArrayOutputStream out) {
        boolean blank = to - from == 1 || to - from == 2 && bytes[from] == '\r';
        if (blank && whole && withoutBlank) {
            withoutBlank = false;
            return;
        }
        withoutBlank = false;
        Line data = whole ? new Line(bytes, from, to).data() : null;
        int name = data == null ? -1 : data.afterName(USAGE, data.from());
        if (data == null || name < 0) {
            out.write(bytes, from, to - from);
        } else if (data.has(USAGE)) {
            JsonNode chunk = data.json();
            withoutBlank = chunk.path("usage").isObject()
                    && chunk.path("choices").isArray()
                    && chunk.path("choices").isEmpty();
            if (!withoutBlank) {
                out.write(bytes, from, to - from);
            }
        } else {
            withoutNull(bytes, from, to, data, name, out);
        }
    }

    private static void withoutNull(
            byte[] bytes, int from, int to, Line data, int firstName, ByteArrayOutputStream out) {
        int name = firstName;
        while (name >= 0 && (data.afterNull(name) < 0 || depth(bytes, data.from(), name) != 1)) {
            name = data.afterName(USAGE, name);
        }
        int end = name < 0 ? -1 : data.afterNull(name);
        if (end < 0) {
            out.write(bytes, from, to - from);
            return;
        }
        int start = back(bytes, name - USAGE.length);
        if (bytes[start - 1] == ',') {
            start--;
        } else {
            int next = end;
            while (next < to && Line.isBlank(bytes[next])) {
                next++;
            }
            end = next < to && bytes[next] == ',' ? next + 1 : end;
        }
        out.write(bytes, from, start - from);
        out.write(bytes, end, to - end);
    }

    private static int back(byte[] bytes, int position) {
        int i = position;
        while (Line.isBlank(bytes[i - 1])) {
            i--;
        }
        return i;
    }

    /** How many objects and arrays are open at a position. */
    private static int depth(byte[] bytes, int from, int to) {
        int depth = 0;
        boolean string = false;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (string && b == '\\') {
                i++;
            } else if (b == '"') {
                string = !string;
            } else if (!string && (b == '{' || b == '[')) {
                depth++;
            } else if (!string && (b == '}' || b == ']')) {
                depth--;
            }
        }
        return depth;
    }
}
