package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.StreamedInput;
import org.jspecify.annotations.Nullable;
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
    private final @Nullable FlatTool tool;
    private final String callId;
    private final StreamedInput input = new StreamedInput();

    private StreamedItem(String kind, String id, int index, @Nullable FlatTool tool, String callId) {
        this.kind = kind;
        this.id = id;
        this.index = index;
        this.tool = tool;
        this.callId = callId;
    }

    /** @param kind type of its only part */
    static StreamedItem of(String kind, String id, int index) {
        return new StreamedItem(kind, id, index, null, "");
    }

    static StreamedItem call(FlatTool tool, String callId, String answer, int index) {
        return new StreamedItem("", tool.itemId(answer, index), index, tool, callId);
    }

    void add(String piece) {
        text.append(piece);
    }

    /** What is told by now of the text that a custom tool is called with, since the last time. */
    String newInput(String piece) {
        return input.add(piece);
    }

    /** The rest of it. */
    String restOfInput() {
        return input.rest();
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

    /** The tool that is called; {@code null} for a message or reasoning. */
    @Nullable
    FlatTool tool() {
        return tool;
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
        if (tool != null) {
            return tool.item(id, callId, announced ? null : shown, status);
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
