package io.quantumlayer.local.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text in columns. */
public final class Text {

    private static final Pattern ESCAPES = Pattern.compile("\033\\[[0-9;?]*[ -/]*[@-~]");

    /** Characters that reorder the text around them: what is shown is then not what is there. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private Text() {}

    /** Cuts a line to a width, counting no escape sequences and ending colours that it cuts off. */
    public static String cut(String line, int width) {
        int visible = 0;
        int index = 0;
        boolean colored = false;
        int keep = -1;
        while (index < line.length()) {
            if (line.charAt(index) == '\033') {
                int end = line.indexOf('m', index);
                index = end < 0 ? line.length() : end + 1;
                colored = true;
                continue;
            }
            if (visible == width - 1 && keep < 0) {
                keep = index;
            }
            int codePoint = line.codePointAt(index);
            visible++;
            index += Character.charCount(codePoint);
        }
        if (visible <= width || keep < 0) {
            return line;
        }
        return line.substring(0, keep) + "…" + (colored ? "\033[0m" : "");
    }

    /** Pads with blanks to a width. */
    public static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** One printable line: what a service or a model wrote must not move the cursor. */
    public static String plain(String text) {
        return printable(text).strip();
    }

    /** The same with its indentation, for lines of logs. */
    public static String line(String text) {
        return printable(text.replace("\t", "    ")).stripTrailing();
    }

    private static String printable(String text) {
        return DIRECTIONS
                .matcher(ESCAPES.matcher(text).replaceAll(""))
                .replaceAll("")
                .codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@code 0.4 s}, {@code 12 s} or {@code 3 min 05 s}. */
    public static String seconds(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (millis < 60_000) {
            return millis / 1000 + " s";
        }
        return String.format(Locale.ROOT, "%d min %02d s", millis / 60_000, millis / 1000 % 60);
    }
}
