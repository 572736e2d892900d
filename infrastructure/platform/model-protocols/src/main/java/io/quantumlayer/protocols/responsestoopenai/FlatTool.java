package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.StreamedInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool as a chat model knows it.
 *
 * @param flatName the function's name
 * @param namespace empty for none
 * @param name the client's, within the namespace
 * @param function its other members in a chat request
 */
record FlatTool(String flatName, String namespace, String name, Kind kind, ObjectNode function) {

    /** What the client calls it. */
    enum Kind {
        FUNCTION("fc", "function_call"),
        CUSTOM("ctc", "custom_tool_call"),
        SEARCH("tsc", "tool_search_call");

        private final String prefix;
        private final String item;

        Kind(String prefix, String item) {
            this.prefix = prefix;
            this.item = item;
        }
    }

    /** The tool in a chat request. */
    ObjectNode chat() {
        ObjectNode written = Json.object().put("type", "function");
        written.putObject("function").put("name", flatName).setAll(function);
        return written;
    }

    /** Id of the item of a call. */
    String itemId(String answer, int index) {
        return "%s_%s_%d".formatted(kind.prefix, answer, index);
    }

    /**
     * The item of a call.
     *
     * @param arguments as the model wrote them; {@code null} while the item is only announced
     */
    ObjectNode item(String id, String callId, @Nullable String arguments, String status) {
        ObjectNode item = Json.object()
                .put("id", id)
                .put("type", kind.item)
                .put("status", status)
                .put("call_id", callId.isEmpty() ? "call_" + id : callId);
        if (kind == Kind.SEARCH) {
            item.put("execution", "client").set("arguments", object(arguments));
            return item;
        }
        item.put("name", name);
        if (!namespace.isEmpty()) {
            item.put("namespace", namespace);
        }
        return kind == Kind.CUSTOM
                ? item.put("input", arguments == null ? "" : StreamedInput.whole(arguments))
                : item.put("arguments", arguments == null ? "" : arguments);
    }

    private static JsonNode object(@Nullable String arguments) {
        try {
            return arguments != null && Json.read(arguments) instanceof ObjectNode object ? object : Json.object();
        } catch (JacksonException malformed) {
            return Json.object().put("query", arguments);
        }
    }
}
