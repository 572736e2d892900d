package io.quantumlayer.llmrouter.completion;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a provider says about a call.
 *
 * @param model model that answered
 * @param promptTokens tokens read, cached ones included
 * @param completionTokens tokens written
 */
record Usage(@Nullable String model, long promptTokens, long completionTokens) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads a whole answer; {@code null} if it tells nothing. */
    static @Nullable Usage ofAnswer(byte[] answer) {
        try {
            JsonNode body = JSON.readTree(answer);
            return body.path("usage").isObject() ? of(body) : null;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    /** Reads the events of a stream, of which the last ones tell; {@code null} if none does. */
    static @Nullable Usage ofEvents(byte[] tail) {
        Usage usage = null;
        for (String line : new String(tail, StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("data:") && line.contains("\"usage\"") && line.contains("prompt_tokens")) {
                Usage found = ofAnswer(line.substring(5).strip().getBytes(StandardCharsets.UTF_8));
                usage = found == null ? usage : found;
            }
        }
        return usage;
    }

    private static Usage of(JsonNode body) {
        JsonNode usage = body.path("usage");
        return new Usage(
                body.path("model").isString() ? body.path("model").asString() : null,
                usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0));
    }
}
