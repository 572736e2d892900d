package io.quantumlayer.agents.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files in an answer as they are meant: without what models put around code, with the line ends of their kind. */
final class FileText {

    private static final Pattern FENCE =
            Pattern.compile("(?s)\\A\\s*(`{3,}|~{3,})[ \\t]*([^\\s`]*)[^\\n`]*\\n(?:(.*)\\n)?[ \\t]*\\1\\s*\\z");

    /** A few plain lines, a fence, and what comes after it: where no string and no comment has begun, a fence is not code. */
    private static final Pattern EXPLAINED = Pattern.compile(
            "(?s)\\A(?:[^\"'`/*#<\\n]*\\n){0,4}?(`{3,}|~{3,})\\w*[ \\t]*\\n(.*?)(?<=\\n)\\1[ \\t]*(?:\\n(.*))?\\z");

    private static final Pattern FENCE_LINE = Pattern.compile("(?m)^(?:`{3,}|~{3,})");
    private static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdx");

    /** Endings of files in which a sentence is an error. */
    private static final Set<String> CODE = Set.of(
            "py", "java", "js", "mjs", "cjs", "jsx", "ts", "tsx", "go", "rs", "c", "h", "cpp", "hpp", "cs", "kt", "rb",
            "php", "swift", "scala", "sh", "sql", "json", "yaml", "yml", "toml", "css", "xml", "gradle", "mod");

    /** Endings of files whose formats ask for CRLF: batch files, RFC 4180, 5545, 6350, 5322 and 9112. */
    private static final Set<String> CARRIAGE_RETURNS = Set.of("bat", "cmd", "csv", "ics", "vcf", "eml", "http");

    private static final Pattern BARE_LINE_END = Pattern.compile("(?<!\\r)\\n");

    private FileText() {}

    /** The answer with each of its files as it is meant. */
    static Map<String, Object> in(Map<String, Object> answer) {
        Map<String, Object> plain = new LinkedHashMap<>(answer);
        plain.replaceAll((member, value) -> value instanceof List<?> list
                ? list.stream().map(FileText::file).toList()
                : value);
        if (plain.get("path") instanceof String path && plain.get("content") instanceof String content) {
            plain.put("content", meant(path, content));
        }
        return plain;
    }

    private static @Nullable Object file(@Nullable Object value) {
        if (value instanceof Map<?, ?> file
                && file.get("path") instanceof String path
                && file.get("content") instanceof String content) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>(file);
            plain.put("content", meant(path, content));
            return plain;
        }
        return value;
    }

    /**
     * Compilers and shells stumble over a byte order mark, and shells over carriage returns; a file whose lines all end alike
     * says nothing by it. Formats that are defined with carriage returns keep them, and so does a file of mixed line ends.
     */
    private static String meant(String path, String content) {
        String unmarked = content.startsWith("\uFEFF") ? content.substring(1) : content;
        String plain = unfenced(path, unmarked);
        return CARRIAGE_RETURNS.contains(ending(path))
                        || BARE_LINE_END.matcher(plain).find()
                ? plain
                : plain.replace("\r\n", "\n");
    }

    /** A fence belongs to Markdown; around a file in any other language it is the model's. */
    private static String unfenced(String path, String content) {
        String text = content.replace("\r\n", "\n");
        Matcher explained = EXPLAINED.matcher(text);
        if (CODE.contains(ending(path)) && explained.matches() && holdsNoFence(explained)) {
            return explained.group(2);
        }
        Matcher fence = FENCE.matcher(text);
        if (MARKDOWN.contains(ending(path)) || !fence.matches() || MARKDOWN.contains(fence.group(2))) {
            return content;
        }
        return fence.group(3) == null || fence.group(3).isEmpty() ? "" : fence.group(3) + "\n";
    }

    /** With several blocks it is not known which of them is the file. */
    private static boolean holdsNoFence(Matcher explained) {
        return !FENCE_LINE.matcher(explained.group(2)).find()
                && (explained.group(3) == null
                        || !FENCE_LINE.matcher(explained.group(3)).find());
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
