package io.quantumlayer.local.runs;

import io.quantumlayer.local.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.JsonNode;

/**
 * An entry of a run's journal, as the platform sends it.
 *
 * @param seq number within the run, 0 when unknown
 * @param type such as {@code stage.completed}
 * @param json the whole event
 */
record JournalEvent(long seq, String type, JsonNode json) {

    /** An event from a server-sent message; what the data does not say is taken from the message's own fields. */
    static JournalEvent of(String id, String type, String data) {
        JsonNode json = Json.lenient(data);
        long seq = json.path("seq").asLong(id.matches("\\d{1,18}") ? Long.parseLong(id) : 0);
        String named = Json.text(json, "type");
        return new JournalEvent(seq, named.isEmpty() ? type : named, json);
    }

    JsonNode payload() {
        return json.has("payload") ? json.path("payload") : json;
    }

    Instant at() {
        return instant(Json.text(json, "at"), Instant.now());
    }

    boolean isOfStage() {
        return type.startsWith("stage.");
    }

    /** Whether the run is over with this event. */
    boolean isLast() {
        return type.equals("run.completed") || type.equals("run.failed") || type.equals("run.canceled");
    }

    static Instant instant(String text, Instant otherwise) {
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}
