package io.quantumlayer.agents.task;

import java.util.ArrayList;
import java.util.List;
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
    private static final int MOST_PLACES = 1_000;

    /** An object, an array, or a string that holds an object. */
    private static final Pattern START = Pattern.compile("[{\\[]|\"(?:\\s|\\\\[nrt])*+\\{");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
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

    /**
     * The JSON objects that stand in a text, whatever is around them, in their order; objects within others are not. An array
     * of one object stands for the object, and so does a string that is one.
     */
    static List<JsonNode> objects(String text) {
        List<JsonNode> found = new ArrayList<>();
        char[] characters = text.toCharArray();
        Matcher places = START.matcher(text);
        int from = 0;
        for (int place = 0; place < MOST_PLACES && places.find(from); place++) {
            int start = places.start();
            from = start + 1;
            // Not the rest of the text itself: a thousand copies of a long one take their time.
            try (JsonParser parser = LENIENT.createParser(characters, start, characters.length - start)) {
                JsonNode read = LENIENT.readTree(parser);
                JsonNode meant = unwrapped(read);
                if (meant.isObject()) {
                    found.add(meant);
                }
                if (meant.isObject() || read.isContainer()) {
                    from = start + (int) parser.currentLocation().getCharOffset();
                }
            } catch (JacksonException e) {
                // No JSON begins here, or it breaks off: perhaps it does further on.
            }
        }
        return found;
    }

    private static JsonNode unwrapped(JsonNode node) {
        if (node.isArray() && node.size() == 1) {
            return node.get(0);
        }
        JsonNode quoted = node.isString() ? json(plain(node.asString())) : null;
        return quoted == null ? node : quoted;
    }
}
