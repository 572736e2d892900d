package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An output item of the Responses API that arrives in pieces. */
final class StreamedItem {

    private final String kind;
    private final String id;
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private final ArrayNode signed = Json.array();
    private String callId = "";
    private String name = "";

    /** @param kind type of its only part, or {@code function_call} */
    StreamedItem(String kind, String id, int index) {
        this.kind = kind;
        this.id = id;
        this.index = index;
    }

    void call(String identifier, String function) {
        callId = identifier;
        name = function;
    }

    void add(String piece) {
        text.append(piece);
    }

    void sign(JsonNode block) {
        signed.add(block);
    }

    String kind() {
        return kind;
    }

    String id() {
        return id;
    }

    int index() {
        return index;
    }

    String callId() {
        return callId;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    /** The item as it stands: without its text while it is in progress, as the API announces items. */
    ObjectNode object(String status) {
        boolean announced = status.equals("in_progress");
        String shown = announced ? "" : text();
        if (kind.equals("function_call")) {
            return ResponsesAnswer.call(id, callId, name, shown, status);
        }
        if (kind.equals("reasoning_text")) {
            return ResponsesAnswer.reasoning(id, shown, announced ? Json.array() : signed);
        }
        ArrayNode parts = Json.array();
        if (!announced) {
            parts.add(ResponsesAnswer.part(kind, shown));
        }
        return ResponsesAnswer.message(id, status, parts);
    }
}
