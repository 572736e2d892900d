package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.json.JsonBytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a model reads of a request: texts, tools and schemas, without what only the API needs.
 *
 * @param messages number of messages, each of which costs a few tokens more
 * @param images number of images, whose size nobody measures here
 */
record PromptText(String text, int messages, int images) {

    /** Every message begins and ends with tokens of its own. */
    private static final int TOKENS_OF_MESSAGE = 4;

    /** About what vendors count for an image of a million pixels. */
    private static final int TOKENS_OF_IMAGE = 1000;

    private static final Set<String> READ =
            Set.of("messages", "input", "system", "instructions", "tools", "response_format", "text");
    private static final Set<String> IMAGES = Set.of("image_url", "image", "input_image");
    private static final Set<String> OPAQUE = Set.of(
            "data", "url", "image_url", "file_data", "id", "tool_call_id", "tool_use_id", "call_id", "signature");

    static PromptText of(byte[] body) {
        StringBuilder text = new StringBuilder();
        int messages = 0;
        int images = 0;
        try (JsonParser parser = JsonBytes.parser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!READ.contains(member)) {
                    parser.skipChildren();
                    continue;
                }
                boolean verbatim = member.equals("tools") || member.equals("response_format") || member.equals("text");
                int depth = 0;
                do {
                    switch (value) {
                        case START_OBJECT, START_ARRAY -> depth++;
                        case END_OBJECT, END_ARRAY -> depth--;
                        case PROPERTY_NAME -> {
                            if (verbatim) {
                                text.append(parser.currentName()).append(": ");
                            }
                        }
                        case VALUE_STRING -> {
                            String name = parser.currentName();
                            String said = parser.getString();
                            if ("role".equals(name)) {
                                messages++;
                            } else if ("type".equals(name) && IMAGES.contains(said)) {
                                images++;
                            } else if (verbatim || !isOpaque(name, said)) {
                                text.append(said).append('\n');
                            }
                        }
                        default -> {
                            if (verbatim) {
                                text.append(parser.getString()).append('\n');
                            }
                        }
                    }
                    if (depth > 0) {
                        value = parser.nextToken();
                    }
                } while (depth > 0 && value != null);
            }
        }
        return new PromptText(text.toString(), messages, images);
    }

    private static boolean isOpaque(@Nullable String name, String said) {
        return name != null && (OPAQUE.contains(name) || name.equals("type")) || said.startsWith("data:");
    }

    /** What the request takes beside its text. */
    long tokensBesideText() {
        return (long) messages * TOKENS_OF_MESSAGE + (long) images * TOKENS_OF_IMAGE;
    }
}
