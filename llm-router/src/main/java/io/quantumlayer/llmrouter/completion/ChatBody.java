package io.quantumlayer.llmrouter.completion;

import io.quantumlayer.llmrouter.provider.ModelErrorException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * A chat completion request as the caller wrote it. Only the model's name is ever replaced, in place: numbers, order,
 * blanks and members that the router does not know stay byte for byte.
 */
final class ChatBody {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final byte[] bytes;
    private final String model;
    private final boolean stream;
    private final List<Span> models;

    private ChatBody(byte[] bytes, String model, boolean stream, List<Span> models) {
        this.bytes = bytes;
        this.model = model;
        this.stream = stream;
        this.models = models;
    }

    private record Span(int from, int to) {}

    /**
     * Reads what the router has to know of a request.
     *
     * @throws ModelErrorException 400 if it is no JSON object, or names no model
     */
    static ChatBody of(byte[] bytes) {
        List<Span> models = new ArrayList<>();
        String model = "";
        boolean stream = false;
        boolean messages = false;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(null, "The body must be a JSON object.");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = parser.currentName();
                JsonToken value = parser.nextToken();
                if (member.equals("model") && value == JsonToken.VALUE_STRING) {
                    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                    model = parser.getString();
                    parser.finishToken();
                    models.add(new Span(
                            from, Math.toIntExact(parser.currentLocation().getByteOffset())));
                } else if (member.equals("stream")) {
                    stream = value == JsonToken.VALUE_TRUE;
                } else if (member.equals("messages")) {
                    messages = value == JsonToken.START_ARRAY;
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw invalid(null, "The body has text after its JSON object.");
            }
        } catch (JacksonException malformed) {
            throw invalid(
                    null,
                    "The body is not JSON: %s at line %d, column %d."
                            .formatted(
                                    malformed
                                            .getOriginalMessage()
                                            .lines()
                                            .findFirst()
                                            .orElse("unexpected text"),
                                    malformed.getLocation().getLineNr(),
                                    malformed.getLocation().getColumnNr()));
        }
        if (model.isBlank()) {
            throw invalid("model", "model is missing; it names the model to ask, such as recipe-engine.");
        }
        if (!messages) {
            throw invalid("messages", "messages is missing; it must be an array.");
        }
        return new ChatBody(bytes, model, stream, models);
    }

    private static ModelErrorException invalid(@Nullable String param, String message) {
        return ModelErrorException.invalid(param, null, message);
    }

    String model() {
        return model;
    }

    boolean stream() {
        return stream;
    }

    /** The request with another model's name. */
    byte[] withModel(String other) {
        if (other.equals(model)) {
            return bytes;
        }
        byte[] name = quoted(other);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + name.length);
        int last = 0;
        for (Span span : models) {
            out.write(bytes, last, span.from() - last);
            out.writeBytes(name);
            last = span.to();
        }
        out.write(bytes, last, bytes.length - last);
        return out.toByteArray();
    }

    private static byte[] quoted(String text) {
        char[] escaped = JsonStringEncoder.getInstance().quoteAsCharArray(text);
        return ('"' + new String(escaped) + '"').getBytes(StandardCharsets.UTF_8);
    }
}
