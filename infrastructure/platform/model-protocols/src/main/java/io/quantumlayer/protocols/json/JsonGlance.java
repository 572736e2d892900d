package io.quantumlayer.protocols.json;

/**
 * Tells at a glance that a text is JSON. It knows the plain form in which servers write events and leaves everything else,
 * such as exponents and very deep texts, to the parser: in one pass over the bytes, at a quarter of the parser's time.
 */
public final class JsonGlance {

    private static final int DEEPEST = 60;

    private final byte[] text;
    private final int to;
    private int at;
    private int depth;
    /** A bit for each level, set for objects. */
    private long objects;

    private JsonGlance(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    /** Whether a part of a text surely is one JSON value; {@code false} says nothing. UTF-8 is not looked at. */
    public static boolean isSurely(byte[] text, int from, int to) {
        return new JsonGlance(text, from, to).isValue();
    }

    private boolean isValue() {
        boolean more = true;
        while (more) {
            if (!begin()) {
                return false;
            }
            more = false;
            while (depth > 0 && !more) {
                int next = next();
                if (next == ',') {
                    at++;
                    more = true;
                    if (inObject() && !name()) {
                        return false;
                    }
                } else if (next == (inObject() ? '}' : ']')) {
                    at++;
                    depth--;
                } else {
                    return false;
                }
            }
        }
        return next() < 0;
    }

    /** Goes on until after the first value that holds no other. */
    private boolean begin() {
        while (true) {
            int next = next();
            if (next != '{' && next != '[') {
                return next == '"' ? string() : literal(next);
            }
            if (++depth > DEEPEST) {
                return false;
            }
            objects = next == '{' ? objects | 1L << depth : objects & ~(1L << depth);
            at++;
            if (next() == (next == '{' ? '}' : ']')) {
                at++;
                depth--;
                return true;
            }
            if (next == '{' && !name()) {
                return false;
            }
        }
    }

    private boolean inObject() {
        return (objects & 1L << depth) != 0;
    }

    private boolean name() {
        if (next() != '"' || !string() || next() != ':') {
            return false;
        }
        at++;
        return true;
    }

    /** The next byte that is no blank; -1 at the end. */
    private int next() {
        while (at < to && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
        return at < to ? text[at] & 0xff : -1;
    }

    private boolean string() {
        at++;
        while (at < to) {
            byte next = text[at++];
            if (next == '"') {
                return true;
            }
            if (next == '\\') {
                if (at >= to || "\"\\/bfnrt".indexOf(text[at]) < 0 && !isHex()) {
                    return false;
                }
                at++;
            } else if (next >= 0 && next < ' ') {
                return false;
            }
        }
        return false;
    }

    /** Whether four digits follow a {@code u}; they are read as the text that they are. */
    private boolean isHex() {
        if (text[at] != 'u' || at + 4 >= to) {
            return false;
        }
        for (int i = 1; i <= 4; i++) {
            if (Character.digit(text[at + i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean literal(int first) {
        return switch (first) {
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= to || text[at++] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        if (at < to && text[at] == '-') {
            at++;
        }
        int start = at;
        int digits = digits();
        if (digits == 0 || digits > 1 && text[start] == '0') {
            return false;
        }
        if (at < to && text[at] == '.') {
            at++;
            return digits() > 0;
        }
        return true;
    }

    private int digits() {
        int start = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at - start;
    }
}
