package io.quantumlayer.local.runs;

import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.journal.RunRetried;
import io.quantumlayer.local.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An entry of a run's journal, as the platform sends it.
 *
 * @param seq number within the run, 0 when unknown
 * @param type such as {@code stage.completed}
 * @param event what it says; empty when this release does not know the type
 * @param json the whole entry
 */
record JournalEvent(long seq, Instant at, String type, Optional<RunEvent> event, JsonNode json) {

    /** An event from a server-sent message; what the data does not say is taken from the message's own fields. */
    static JournalEvent of(String id, String type, String data) {
        JsonNode json = Json.lenient(data);
        long seq = json.path("seq").asLong(id.matches("\\d{1,18}") ? Long.parseLong(id) : 0);
        String named = Json.text(json, "type").isEmpty() ? type : Json.text(json, "type");
        JsonNode payload = json.has("payload") ? json.path("payload") : json;
        return new JournalEvent(seq, instant(Json.text(json, "at"), Instant.now()), named, read(named, payload), json);
    }

    /** Whether the run is over with this event. */
    boolean isLast() {
        return RunEvent.endings().contains(type);
    }

    /** Whether an ended run goes on with it, in this execution. */
    boolean retries(String execution) {
        return event.filter(RunRetried.class::isInstance)
                .map(RunRetried.class::cast)
                .filter(retried -> execution.equals(retried.runId()))
                .isPresent();
    }

    private static Optional<RunEvent> read(String type, JsonNode payload) {
        try {
            return RunEvent.ofType(type).map(record -> Json.MAPPER.treeToValue(payload, record));
        } catch (JacksonException e) {
            // A newer release may have changed what this one cannot know; the run goes on all the same.
            return Optional.empty();
        }
    }

    static Instant instant(String text, Instant otherwise) {
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}
