package [=project.package];

import java.util.ArrayList;
import java.util.List;

/** Splits text into rows of fields by RFC 4180. */
final class CsvParser {

    /** The fields of one record and the number of its first line. */
    record Row(int line, List<String> fields) {}

    private final String text;
    private int position;
    private int line = 1;

    /** Takes text whose lines end with LF. */
    CsvParser(String text) {
        this.text = text;
    }

    /**
     * Returns all rows but blank ones.
     *
     * @throws IllegalArgumentException if a quote is misplaced or never closed
     */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        while (position < text.length()) {
            if (skip('\n')) {
                line++;
            } else {
                rows.add(row());
            }
        }
        return rows;
    }

    private Row row() {
        int first = line;
        List<String> fields = new ArrayList<>();
        do {
            fields.add(skip('"') ? quotedField(first) : plainField(first));
        } while (skip(','));
        if (position < text.length() && !skip('\n')) {
            throw malformed(first, "text after a closing quote");
        }
        line++;
        return new Row(first, fields);
    }

    private String plainField(int first) {
        int start = position;
        while (position < text.length() && text.charAt(position) != ',' && text.charAt(position) != '\n') {
            if (text.charAt(position) == '"') {
                throw malformed(first, "quote inside an unquoted field");
            }
            position++;
        }
        return text.substring(start, position);
    }

    private String quotedField(int first) {
        StringBuilder field = new StringBuilder();
        while (position < text.length()) {
            char next = text.charAt(position++);
            if (next == '"' && !skip('"')) {
                return field.toString();
            }
            if (next == '\n') {
                line++;
            }
            field.append(next);
        }
        throw malformed(first, "quote is never closed");
    }

    private boolean skip(char expected) {
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private static IllegalArgumentException malformed(int line, String reason) {
        return new IllegalArgumentException("line " + line + ": " + reason);
    }
}
