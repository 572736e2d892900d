package io.quantumlayer.parser.syntax;

import java.util.Arrays;

/** A text and where its lines begin. */
final class SourceLines {

    private final String text;
    private final int[] starts;

    SourceLines(String text) {
        this.text = text;
        int[] found = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = at + 1;
        }
        this.starts = Arrays.copyOf(found, count);
    }

    /** Lines of the text; what follows a final line feed is no line. */
    int count() {
        return text.isEmpty() ? 0 : starts[starts.length - 1] == text.length() ? starts.length - 1 : starts.length;
    }

    int lineAt(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int startOfLine(int line) {
        return starts[line - 1];
    }

    Position positionAt(int offset) {
        int line = lineAt(offset);
        return new Position(line, text.codePointCount(starts[line - 1], Math.min(offset, text.length())) + 1);
    }

    /** A line without its terminator. */
    String line(int number) {
        int start = starts[number - 1];
        int end = number < starts.length ? starts[number] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }
}
