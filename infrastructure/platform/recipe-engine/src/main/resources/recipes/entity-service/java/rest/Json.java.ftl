package [=project.package].rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes JSON (RFC 8259); numbers keep all their digits. */
public final class Json {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Parses one JSON value into String, BigDecimal, Boolean, List, JsonObject or null.
     *
     * @throws MalformedException for anything that is not JSON, repeats a member, is nested more than 100 levels deep
     *     or has a number of more than 100 characters
     */
    public static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.position < text.length()) {
            throw json.malformed("expected the end");
        }
        return value;
    }

    /** Writes a String, number, Boolean, LocalDate, Instant, List, JsonObject or null without blanks. */
    public static String write(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            return String.valueOf(value);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof String || value instanceof LocalDate || value instanceof Instant) {
            return quote(value.toString());
        }
        if (value instanceof List<?> list) {
            StringJoiner items = new StringJoiner(",", "[", "]");
            list.forEach(item -> items.add(write(item)));
            return items.toString();
        }
        if (value instanceof JsonObject object) {
            StringJoiner members = new StringJoiner(",", "{", "}");
            object.members().forEach((name, member) -> members.add(quote(name) + ":" + write(member)));
            return members.toString();
        }
        throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (char character : text.toCharArray()) {
            switch (character) {
                case '"', '\\' -> quoted.append('\\').append(character);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (character < ' ') {
                        quoted.append(String.format("\\u%04x", (int) character));
                    } else {
                        quoted.append(character);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("the document is nested too deeply");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> constant("true", true);
            case 'f' -> constant("false", false);
            case 'n' -> constant("null", null);
            default -> number();
        };
    }

    private JsonObject object(int depth) {
        JsonObject object = new JsonObject();
        position++;
        if (!accepted('}')) {
            do {
                skipBlanks();
                if (peek() != '"') {
                    throw malformed("expected the name of a member");
                }
                String name = string();
                if (object.members().containsKey(name)) {
                    throw malformed("the member " + name + " is repeated");
                }
                expect(':');
                object.put(name, value(depth + 1));
            } while (accepted(','));
            expect('}');
        }
        return object;
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        position++;
        if (!accepted(']')) {
            do {
                items.add(value(depth + 1));
            } while (accepted(','));
            expect(']');
        }
        return items;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        position++;
        while (peek() != '"') {
            char character = text.charAt(position++);
            if (character < ' ') {
                throw malformed("control characters in strings must be escaped");
            }
            string.append(character == '\\' ? escaped() : character);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        char character = peek();
        position++;
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("unknown escape");
        };
    }

    private char unicode() {
        int end = position + 4;
        if (end > text.length() || !text.substring(position, end).matches("[0-9a-fA-F]{4}")) {
            throw malformed("expected four hexadecimal digits");
        }
        char character = (char) Integer.parseInt(text, position, end, 16);
        position = end;
        return character;
    }

    private Object constant(String word, Boolean value) {
        if (!text.startsWith(word, position)) {
            throw malformed("expected a value");
        }
        position += word.length();
        return value;
    }

    private BigDecimal number() {
        Matcher matcher = NUMBER.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw malformed("expected a value");
        }
        if (matcher.group().length() > MAX_NUMBER_LENGTH) {
            throw malformed("a number has more than " + MAX_NUMBER_LENGTH + " characters");
        }
        try {
            BigDecimal number = new BigDecimal(matcher.group());
            position = matcher.end();
            return number;
        } catch (NumberFormatException outOfRange) {
            throw malformed("the number is out of range");
        }
    }

    private boolean accepted(char expected) {
        skipBlanks();
        if (position == text.length() || text.charAt(position) != expected) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char expected) {
        if (!accepted(expected)) {
            throw malformed("expected " + expected);
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw malformed("unexpected end");
        }
        return text.charAt(position);
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private MalformedException malformed(String reason) {
        return new MalformedException(reason + " at character " + (position + 1));
    }

    /** Text that is not JSON. */
    public static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }
}
