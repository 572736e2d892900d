package io.quantumlayer.agents.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What models put around their answers, and how it comes off. Nothing is made up: text is only left out, and line ends
 * within a string are what they look like.
 */
final class AnswerText {

    /** Places in a text at which JSON is looked for; source code in prose has many braces. */
    private static final int MOST_PLACES = 200;

    private static final Pattern THOUGHT = Pattern.compile("(?s)\\A\\s*<(think|thinking|thought|reasoning)>.*?</\\1>");
    private static final Pattern END_OF_THOUGHT = Pattern.compile("</(?:think|thinking|thought|reasoning)>");
    private static final Pattern OPEN_THOUGHT = Pattern.compile("\\A\\s*<(?:think|thinking|thought|reasoning)>");
    private static final Pattern FENCE =
            Pattern.compile("(?s)\\A\\s*(`{3,}|~{3,})[ \\t]*([^\\s`]*)[^\\n`]*\\n(?:(.*)\\n)?[ \\t]*\\1\\s*\\z");
    private static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdx");

    /** Endings of files whose formats ask for CRLF: batch files, RFC 4180, 5545, 6350, 5322 and 9112. */
    private static final Set<String> CARRIAGE_RETURNS = Set.of("bat", "cmd", "csv", "ics", "vcf", "eml", "http");

    private static final Pattern BARE_LINE_END = Pattern.compile("(?<!\r)\n");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AnswerText() {}

    /** Without byte order mark and carriage returns: JSON has neither, and what a string says of them it says by escapes. */
    static String plain(String text) {
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return marked.replace("\r\n", "\n").strip();
    }

    /** The text as JSON and nothing else, or {@code null}. */
    static @Nullable JsonNode json(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The JSON objects that stand in a text, whatever is around them, in their order; objects within others are not. */
    static List<JsonNode> objects(String text) {
        List<JsonNode> found = new ArrayList<>();
        int places = 0;
        int from = 0;
        while (places++ < MOST_PLACES) {
            int start = start(text, from);
            if (start < 0) {
                break;
            }
            from = start + 1;
            try (JsonParser parser = LENIENT.createParser(text.substring(start))) {
                JsonNode node = LENIENT.readTree(parser);
                from = start + (int) parser.currentLocation().getCharOffset();
                if (node.isObject()) {
                    found.add(node);
                }
            } catch (JacksonException e) {
                // No JSON begins here, or it breaks off: perhaps it does further on.
            }
        }
        return found;
    }

    private static int start(String text, int from) {
        int object = text.indexOf('{', from);
        int array = text.indexOf('[', from);
        return object < 0 ? array : array < 0 ? object : Math.min(object, array);
    }

    /** Without what a model thought aloud before its answer; a thought that does not end is all that there is. */
    static String withoutThoughts(String text) {
        String rest = text;
        Matcher thought = THOUGHT.matcher(rest);
        boolean thoughtful = false;
        while (thought.find()) {
            thoughtful = true;
            rest = rest.substring(thought.end());
            thought = THOUGHT.matcher(rest);
        }
        if (OPEN_THOUGHT.matcher(rest).find()) {
            return "";
        }
        // Some servers swallow the tag that opens the thought.
        Matcher end = END_OF_THOUGHT.matcher(rest);
        return thoughtful || !end.find() ? rest : rest.substring(end.end());
    }

    /** The answer with each file as it is meant: without the fence around the whole of it, with the line ends of its kind. */
    static Map<String, Object> withPlainFiles(Map<String, Object> answer) {
        Map<String, Object> plain = new LinkedHashMap<>(answer);
        plain.replaceAll((member, value) -> value instanceof List<?> list
                ? list.stream().map(AnswerText::plainFile).toList()
                : value);
        if (plain.get("path") instanceof String path && plain.get("content") instanceof String content) {
            plain.put("content", file(path, content));
        }
        return plain;
    }

    private static @Nullable Object plainFile(@Nullable Object value) {
        if (value instanceof Map<?, ?> file
                && file.get("path") instanceof String path
                && file.get("content") instanceof String content) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>(file);
            plain.put("content", file(path, content));
            return plain;
        }
        return value;
    }

    /**
     * Compilers and shells stumble over a byte order mark, and shells over carriage returns; a file whose lines all end alike
     * says nothing by it. Formats that are defined with carriage returns keep them, and so does a file of mixed line ends.
     */
    private static String file(String path, String content) {
        String unmarked = content.startsWith("\uFEFF") ? content.substring(1) : content;
        String plain = unfenced(path, unmarked);
        return CARRIAGE_RETURNS.contains(ending(path))
                        || BARE_LINE_END.matcher(plain).find()
                ? plain
                : plain.replace("\r\n", "\n");
    }

    /** A fence belongs to Markdown; around a file in any other language it is the model's. */
    static String unfenced(String path, String content) {
        Matcher fence = FENCE.matcher(content.replace("\r\n", "\n"));
        if (MARKDOWN.contains(ending(path)) || !fence.matches() || MARKDOWN.contains(fence.group(2))) {
            return content;
        }
        return fence.group(3) == null || fence.group(3).isEmpty() ? "" : fence.group(3) + "\n";
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
