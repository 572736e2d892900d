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

    private static final Pattern FENCE =
            Pattern.compile("(?s)\\A\\s*(`{3,}|~{3,})[ \\t]*([^\\s`]*)[^\\n`]*\\n(?:(.*)\\n)?[ \\t]*\\1\\s*\\z");
    private static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdx");

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

    /** The answer with each file's content without the fence that is around the whole of it. */
    static Map<String, Object> unfenced(Map<String, Object> answer) {
        Map<String, Object> plain = new LinkedHashMap<>(answer);
        plain.replaceAll((member, value) -> value instanceof List<?> list
                ? list.stream().map(AnswerText::unfencedFile).toList()
                : value);
        if (plain.get("path") instanceof String path && plain.get("content") instanceof String content) {
            plain.put("content", unfenced(path, content));
        }
        return plain;
    }

    private static @Nullable Object unfencedFile(@Nullable Object value) {
        if (value instanceof Map<?, ?> file
                && file.get("path") instanceof String path
                && file.get("content") instanceof String content) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>(file);
            plain.put("content", unfenced(path, content));
            return plain;
        }
        return value;
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
