package io.quantumlayer.quantumdrop.runs;

import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.contracts.quantumdrop.RunPage;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The runs that left something here. */
@Component
public class Runs {

    private static final String SELECT = """
            SELECT r.*, (SELECT count(*) FROM drops d WHERE d.workflow_id = r.workflow_id) AS drops FROM runs r
            """;

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps everybody else from changing these runs until the transaction of the caller ends; creates those that are
     * not there.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<String> workflowIds) {
        // Sorted: two transactions that need the same runs wait for each other in one order.
        for (String workflowId : new TreeSet<>(workflowIds)) {
            jdbc.sql("""
                            INSERT INTO runs (workflow_id) VALUES (:workflowId)
                            ON CONFLICT (workflow_id) DO UPDATE SET updated_at = clock_timestamp()""").param("workflowId", workflowId).update();
        }
    }

    /** The run with this workflow id. */
    public Optional<Run> find(String workflowId) {
        return jdbc.sql(SELECT + "WHERE r.workflow_id = :workflowId")
                .param("workflowId", workflowId)
                .query(Runs::run)
                .optional();
    }

    /** Those of these runs that are here. */
    List<Run> find(Collection<String> workflowIds) {
        return workflowIds.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + "WHERE r.workflow_id IN (:workflowIds)")
                        .param("workflowIds", workflowIds)
                        .query(Runs::run)
                        .list();
    }

    RunPage page(int limit, int offset) {
        return new RunPage(
                jdbc.sql(SELECT + "ORDER BY r.created_at DESC, r.workflow_id LIMIT :limit OFFSET :offset")
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(Runs::run)
                        .list(),
                jdbc.sql("SELECT count(*) FROM runs").query(Long.class).single(),
                limit,
                offset);
    }

    void record(String workflowId, RunRecord run) {
        jdbc.sql("""
                        INSERT INTO runs (workflow_id, run_id, request_id, name, language, type, state, verdict)
                        VALUES (:workflowId, :runId, :requestId, :name, :language, :type, :state, :verdict)
                        ON CONFLICT (workflow_id) DO UPDATE SET run_id = EXCLUDED.run_id,
                            request_id = EXCLUDED.request_id, name = COALESCE(EXCLUDED.name, runs.name), language = EXCLUDED.language,
                            type = EXCLUDED.type, state = EXCLUDED.state, verdict = EXCLUDED.verdict,
                            updated_at = clock_timestamp()""")
                .param("workflowId", workflowId)
                .param("runId", run.runId())
                .param("requestId", run.requestId())
                .param("name", run.name())
                .param("language", run.language())
                .param("type", run.type())
                .param("state", run.state())
                .param("verdict", run.verdict())
                .update();
    }

    /** Deletes finished runs with their drops and journals when nothing about them changed since. */
    public int deleteUnchangedSince(Instant time) {
        return jdbc.sql("DELETE FROM runs WHERE updated_at < :time AND state IS DISTINCT FROM 'Running'")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Run run(ResultSet row, int index) throws SQLException {
        return new Run(
                row.getString("workflow_id"),
                row.getString("run_id"),
                row.getString("request_id"),
                row.getString("name"),
                row.getString("language"),
                row.getString("type"),
                row.getString("state"),
                row.getString("verdict"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("drops"));
    }
}
