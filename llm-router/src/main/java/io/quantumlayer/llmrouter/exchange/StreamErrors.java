package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors that a provider says in the events of a stream, in the form in which it would have answered with them. */
final class StreamErrors {

    private static final String DATA = "data:";

    private StreamErrors() {}

    /** The last error of the events as an error answer's body; {@code null} where none can be read. */
    static byte @Nullable [] body(Protocol protocol, byte[] events) {
        return new String(events, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> error(protocol, line.substring(DATA.length())))
                .reduce(null, (before, found) -> found == null ? before : found);
    }

    private static byte @Nullable [] error(Protocol protocol, String data) {
        JsonNode event;
        try {
            event = JsonTrees.read(data);
        } catch (JacksonException noEvent) {
            return null;
        }
        return switch (protocol) {
            case OPENAI_CHAT, ANTHROPIC_MESSAGES -> body(event.path("error"));
            case OPENAI_RESPONSES -> {
                JsonNode failed = event.path("response").path("error");
                yield body(failed.isObject() ? failed : isError(event) ? event : event.path("error"));
            }
            case BEDROCK_CONVERSE -> exception(event);
        };
    }

    private static boolean isError(JsonNode event) {
        return event.path("type").asString("").equals("error") && !event.has("error");
    }

    private static byte @Nullable [] body(JsonNode error) {
        return error.isObject() || error.isString()
                ? JsonTrees.bytes(JsonTrees.object().set("error", error))
                : null;
    }

    private static byte @Nullable [] exception(JsonNode event) {
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            if (member.getKey().endsWith("Exception")) {
                ObjectNode said = JsonTrees.object().put("__type", member.getKey());
                said.put("message", member.getValue().path("message").asString(""));
                return JsonTrees.bytes(said);
            }
        }
        return null;
    }
}
