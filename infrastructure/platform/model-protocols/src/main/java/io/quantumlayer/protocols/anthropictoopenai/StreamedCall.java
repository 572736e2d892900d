package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.json.JsonProgress;
import tools.jackson.databind.node.ObjectNode;

/** A tool call whose arguments arrive in pieces. */
final class StreamedCall {

    private final StringBuilder waiting = new StringBuilder();
    private final JsonProgress progress = new JsonProgress();
    private final String unnamed;
    private String id = "";
    private String name = "";
    private boolean opened;
    private boolean closed;

    /** @param unnamed identifier for a call to which the provider gives none */
    StreamedCall(String unnamed) {
        this.unnamed = unnamed;
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    void take(String id, String name, String arguments) {
        this.id = this.id.isEmpty() ? id : this.id;
        this.name = this.name.isEmpty() ? name : this.name;
        waiting.append(arguments);
        progress.add(arguments);
    }

    /** Whether the arguments have come to the end of their JSON object. */
    boolean isWhole() {
        return progress.isWhole();
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
