package [=project.package];

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Converts CSV text with a header row (RFC 4180) to JSON text. */
public final class CsvToJson {

    private CsvToJson() {}

    /**
     * Returns a compact JSON array with one object per row, all values being strings.
     *
     * @throws IllegalArgumentException if the header row is missing, two headers are equal, a row has more or fewer
     *     fields than the header, or a quote is misplaced or never closed; the message names the line where the record
     *     starts
     */
    public static String convert(String csv) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        List<CsvParser.Row> rows =
                new CsvParser(text.replace("\r\n", "\n").replace('\r', '\n')).rows();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("line 1: the header row is missing");
        }
        CsvParser.Row header = rows.get(0);
        requireDistinct(header);
        StringJoiner array = new StringJoiner(",", "[", "]");
        for (CsvParser.Row row : rows.subList(1, rows.size())) {
            array.add(object(header, row));
        }
        return array.toString();
    }

    private static void requireDistinct(CsvParser.Row header) {
        Set<String> seen = new HashSet<>();
        for (String name : header.fields()) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("line " + header.line() + ": duplicate header '" + name + "'");
            }
        }
    }

    private static String object(CsvParser.Row header, CsvParser.Row row) {
        int columns = header.fields().size();
        if (row.fields().size() != columns) {
            throw new IllegalArgumentException(
                    "line " + row.line() + ": " + row.fields().size() + " fields, the header has " + columns);
        }
        StringJoiner members = new StringJoiner(",", "{", "}");
        for (int column = 0; column < columns; column++) {
            members.add(quote(header.fields().get(column)) + ":" + quote(row.fields().get(column)));
        }
        return members.toString();
    }

    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (next < ' ') {
                        json.append(String.format("\\u%04x", (int) next));
                    } else {
                        json.append(next);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
