package io.quantumlayer.llmrouter.redaction;

import io.quantumlayer.protocols.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Takes sensitive texts out of a request's prompt. Strings without any stay byte for byte; names of members, ids, and
 * contents of files and images are not looked at.
 */
public final class Redactor {

    private static final Set<String> PROMPT = Set.of("messages", "input", "system", "instructions");
    private static final Set<String> OPAQUE = Set.of(
            "role",
            "type",
            "data",
            "url",
            "file_data",
            "id",
            "tool_call_id",
            "tool_use_id",
            "call_id",
            "signature",
            "encrypted_content");

    private Redactor() {}

    /**
     * A request without what was to be taken out.
     *
     * @param count number of texts that were replaced
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Redacted(byte[] body, int count) {}

    /** Redacts a request's JSON object; takes time in proportion to it. */
    public static Redacted redact(byte[] body, Collection<Sensitive> kinds) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        int copied = 0;
        int count = 0;
        int depth = 0;
        boolean prompt = false;
        try (JsonParser parser = JsonBytes.parser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.PROPERTY_NAME && depth == 1) {
                    prompt = PROMPT.contains(parser.currentName());
                } else if (token == JsonToken.VALUE_STRING && prompt && !isOpaque(parser.currentName())) {
                    int from = JsonBytes.start(parser);
                    Replaced replaced = replace(parser.getString(), kinds);
                    if (replaced != null) {
                        parser.finishToken();
                        int to = JsonBytes.end(parser);
                        out.write(body, copied, from - copied);
                        out.writeBytes(JsonBytes.quoted(replaced.text()));
                        copied = to;
                        count += replaced.count();
                    }
                }
            }
        }
        if (count == 0) {
            return new Redacted(body, 0);
        }
        out.write(body, copied, body.length - copied);
        return new Redacted(out.toByteArray(), count);
    }

    /** A text without what was to be taken out. */
    public static String redact(String text, Collection<Sensitive> kinds) {
        Replaced replaced = replace(text, kinds);
        return replaced == null ? text : replaced.text();
    }

    private static boolean isOpaque(@Nullable String name) {
        return name != null && OPAQUE.contains(name);
    }

    private record Replaced(String text, int count) {}

    private static @Nullable Replaced replace(String text, Collection<Sensitive> kinds) {
        if (text.startsWith("data:")) {
            return null;
        }
        String left = text;
        int count = 0;
        for (Sensitive kind : kinds) {
            Matcher matcher = kind.pattern().matcher(left);
            StringBuilder replaced = new StringBuilder();
            int found = 0;
            while (matcher.find()) {
                boolean real = kind.isReal(matcher.group());
                matcher.appendReplacement(
                        replaced, Matcher.quoteReplacement(real ? kind.placeholder() : matcher.group()));
                found += real ? 1 : 0;
            }
            if (found > 0) {
                left = matcher.appendTail(replaced).toString();
                count += found;
            }
        }
        return count == 0 ? null : new Replaced(left, count);
    }
}
