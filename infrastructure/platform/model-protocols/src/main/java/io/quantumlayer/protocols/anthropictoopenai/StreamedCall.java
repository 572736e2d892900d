package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Json;
import tools.jackson.databind.node.ObjectNode;

/** A tool call whose arguments arrive in pieces. */
final class StreamedCall {

    private final StringBuilder waiting = new StringBuilder();
    private final String unnamed;
    private String id = "";
    private String name = "";
    private boolean opened;
    private boolean closed;
    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    /** @param unnamed identifier for a call to which the provider gives none */
    StreamedCall(String unnamed) {
        this.unnamed = unnamed;
    }

    /**
     * Whether a piece may belong to this call. Some servers give parallel calls one index and tell them apart by their
     * identifiers alone, or not at all: then another name, or any after whole arguments, begins the next.
     */
    boolean takes(String otherId, String otherName) {
        if (!otherId.isEmpty() && !id.isEmpty()) {
            return otherId.equals(id);
        }
        return otherName.isEmpty() || name.isEmpty() || otherName.equals(name) && !isWhole();
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    void take(String id, String name, String arguments) {
        this.id = this.id.isEmpty() ? id : this.id;
        this.name = this.name.isEmpty() ? name : this.name;
        waiting.append(arguments);
        arguments.chars().forEach(this::scan);
    }

    private void scan(int c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            begun = true;
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    /** Whether the arguments have come to the end of their JSON object. */
    boolean isWhole() {
        return begun && depth <= 0;
    }

    ObjectNode start() {
        opened = true;
        ObjectNode block = Json.object()
                .put("type", "tool_use")
                .put("id", id.isEmpty() ? unnamed : id)
                .put("name", name);
        block.putObject("input");
        return block;
    }

    /** Pieces that have not been written. */
    String pieces() {
        String pieces = waiting.toString();
        waiting.setLength(0);
        return pieces;
    }

    boolean isOpen() {
        return opened;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
