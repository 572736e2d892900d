package io.quantumlayer.quantumdrop.journal;

import io.quantumlayer.contracts.journal.RunEvent;
import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.quantumdrop.runs.Runs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of each run, numbered from 1 without gaps. A number becomes visible only after all numbers before it: the
 * run is locked from the numbering to the commit.
 */
@Component
public class Journal {

    static final String CHANNEL = "quantumdrop_events";

    private static final Set<String> TERMINAL = Set.copyOf(RunEvent.endings());
    private static final Set<String> BEGINNINGS = Set.copyOf(RunEvent.beginnings());
    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Runs runs;
    private final JsonMapper json;

    Journal(JdbcClient jdbc, Runs runs, JsonMapper json) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.json = json;
    }

    /** Appends an event, in the transaction of the caller if there is one. */
    @Transactional
    public void append(String workflowId, RunEvent event) {
        append(workflowId, new NewEvent(event.type(), null, json.convertValue(event, PAYLOAD)));
    }

    /** Appends an event, unless one with its key is there: then that one is returned. */
    @Transactional
    Appended append(String workflowId, NewEvent event) {
        runs.lock(List.of(workflowId));
        Optional<Event> known = event.key() == null ? Optional.empty() : ofKey(workflowId, event.key());
        return known.map(there -> new Appended(there, false))
                .orElseGet(() -> new Appended(insert(workflowId, event), true));
    }

    List<Event> after(String workflowId, long seq, int limit) {
        return jdbc.sql("""
                        SELECT seq, at, type, payload FROM events WHERE workflow_id = :workflowId AND seq > :seq
                        ORDER BY seq LIMIT :limit""")
                .param("workflowId", workflowId)
                .param("seq", seq)
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    /** Whether the run was over when the event with this number, or the last one before it, was written. */
    boolean overAt(String workflowId, long seq) {
        return jdbc.sql("""
                        SELECT type FROM events WHERE workflow_id = :workflowId AND seq <= :seq AND type IN (:types)
                        ORDER BY seq DESC LIMIT 1""")
                .param("workflowId", workflowId)
                .param("seq", seq)
                .param("types", types())
                .query(String.class)
                .optional()
                .map(TERMINAL::contains)
                .orElse(false);
    }

    /** Whether the run is over after an event of this type, given whether it was before. */
    static boolean overAfter(boolean over, String type) {
        return TERMINAL.contains(type) || (over && !BEGINNINGS.contains(type));
    }

    private Optional<Event> ofKey(String workflowId, String key) {
        return jdbc.sql("SELECT seq, at, type, payload FROM events WHERE workflow_id = :workflowId AND key = :key")
                .param("workflowId", workflowId)
                .param("key", key)
                .query(this::event)
                .optional();
    }

    private Event insert(String workflowId, NewEvent event) {
        long seq = jdbc.sql(
                        "UPDATE runs SET last_seq = last_seq + 1 WHERE workflow_id = :workflowId RETURNING last_seq")
                .param("workflowId", workflowId)
                .query(Long.class)
                .single();
        Event inserted = jdbc.sql("""
                        INSERT INTO events (workflow_id, seq, type, key, payload)
                        VALUES (:workflowId, :seq, :type, :key, :payload::json) RETURNING seq, at, type, payload""")
                .param("workflowId", workflowId)
                .param("seq", seq)
                .param("type", event.type())
                .param("key", event.key())
                .param("payload", json.writeValueAsString(Objects.requireNonNullElse(event.payload(), Map.of())))
                .query(this::event)
                .single();
        jdbc.sql("SELECT pg_notify(:channel, :workflowId)")
                .param("channel", CHANNEL)
                .param("workflowId", workflowId)
                .query((row, index) -> true)
                .single();
        return inserted;
    }

    private Event event(ResultSet row, int index) throws SQLException {
        return new Event(
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                json.readValue(row.getString("payload"), PAYLOAD));
    }

    private static List<String> types() {
        return Stream.concat(TERMINAL.stream(), BEGINNINGS.stream()).toList();
    }

    record Appended(Event event, boolean isNew) {}
}
