package io.quantumlayer.quantumdrop.drops;

import io.quantumlayer.contracts.quantumdrop.StoredFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code drops}, {@code drop_files} and {@code stage_versions}. */
@Component
class DropTable {

    private static final String SELECT = "SELECT * FROM drops ";
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DropTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Next version of a stage; the caller holds the lock of the run. */
    int nextVersion(String workflowId, String stage) {
        return jdbc.sql("""
                        INSERT INTO stage_versions (workflow_id, stage, last_version) VALUES (:workflowId, :stage, 1)
                        ON CONFLICT (workflow_id, stage) DO UPDATE SET last_version = stage_versions.last_version + 1
                        RETURNING last_version""")
                .param("workflowId", workflowId)
                .param("stage", stage)
                .query(Integer.class)
                .single();
    }

    DropRow insert(NewRow row, Collection<StoredFile> files) {
        DropRow inserted = jdbc.sql("""
                        INSERT INTO drops (id, workflow_id, request_id, run_id, stage, type, version, parent,
                            idempotency_key, artifact, artifact_size, metadata)
                        VALUES (:id, :workflowId, :requestId, :runId, :stage, :type, :version, :parent,
                            :idempotencyKey, :artifact, :artifactSize, :metadata::json)
                        RETURNING *""").paramSource(row).query(this::row).single();
        for (StoredFile file : files) {
            jdbc.sql("INSERT INTO drop_files (drop_id, path, sha256, size) VALUES (:dropId, :path, :sha256, :size)")
                    .param("dropId", row.id())
                    .param("path", file.path())
                    .param("sha256", file.sha256())
                    .param("size", file.size())
                    .update();
        }
        return inserted;
    }

    Optional<DropRow> find(String id) {
        return jdbc.sql(SELECT + "WHERE id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    Optional<DropRow> ofKey(String workflowId, String idempotencyKey) {
        return jdbc.sql(SELECT + "WHERE workflow_id = :workflowId AND idempotency_key = :key")
                .param("workflowId", workflowId)
                .param("key", idempotencyKey)
                .query(this::row)
                .optional();
    }

    Optional<DropRow> newest(String workflowId, String stage) {
        return jdbc.sql(SELECT + "WHERE workflow_id = :workflowId AND stage = :stage ORDER BY version DESC LIMIT 1")
                .param("workflowId", workflowId)
                .param("stage", stage)
                .query(this::row)
                .optional();
    }

    List<DropRow> ofWorkflow(String workflowId, int limit, int offset) {
        return jdbc.sql(SELECT + "WHERE workflow_id = :workflowId ORDER BY ordinal LIMIT :limit OFFSET :offset")
                .param("workflowId", workflowId)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    List<DropRow> search(DropFilter filter, int limit, int offset) {
        return jdbc.sql(SELECT + where(filter) + "ORDER BY ordinal DESC LIMIT :limit OFFSET :offset")
                .params(parameters(filter))
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    long count(DropFilter filter) {
        return jdbc.sql("SELECT count(*) FROM drops " + where(filter))
                .params(parameters(filter))
                .query(Long.class)
                .single();
    }

    /** Files of several drops, sorted by path, by the id of their drop. */
    Map<String, List<StoredFile>> files(Collection<String> dropIds) {
        Map<String, List<StoredFile>> files = new HashMap<>();
        jdbc.sql("SELECT drop_id, path, sha256, size FROM drop_files WHERE drop_id = ANY(:ids) ORDER BY drop_id, path")
                .param("ids", dropIds.toArray(String[]::new))
                .query(row -> {
                    files.computeIfAbsent(row.getString("drop_id"), _ -> new ArrayList<>())
                            .add(new StoredFile(row.getString("path"), row.getString("sha256"), row.getLong("size")));
                });
        return files;
    }

    /** Marks the drops of some stages as stale; returns the stages that had one which was not. */
    List<String> markStale(String workflowId, List<String> stages) {
        if (stages.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        UPDATE drops SET stale = true
                        WHERE workflow_id = :workflowId AND stage IN (:stages) AND NOT stale RETURNING stage""").param("workflowId", workflowId).param("stages", stages).query(String.class).list().stream()
                .distinct()
                .sorted()
                .toList();
    }

    boolean delete(String id) {
        return jdbc.sql("DELETE FROM drops WHERE id = :id").param("id", id).update() > 0;
    }

    private static String where(DropFilter filter) {
        List<String> conditions = new ArrayList<>();
        parameters(filter).keySet().forEach(column -> conditions.add(column + " = :" + column));
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + " ";
    }

    private static Map<String, Object> parameters(DropFilter filter) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        putIfGiven(parameters, "workflow_id", filter.workflowId());
        putIfGiven(parameters, "stage", filter.stage());
        putIfGiven(parameters, "type", filter.type());
        return parameters;
    }

    private static void putIfGiven(Map<String, Object> parameters, String column, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parameters.put(column, value);
        }
    }

    private DropRow row(ResultSet row, int index) throws SQLException {
        String metadata = row.getString("metadata");
        return new DropRow(
                row.getString("id"),
                row.getString("workflow_id"),
                row.getString("request_id"),
                row.getString("run_id"),
                row.getString("stage"),
                row.getString("type"),
                row.getInt("version"),
                row.getString("parent"),
                row.getString("idempotency_key"),
                row.getString("artifact"),
                row.getLong("artifact_size"),
                metadata == null ? null : json.readValue(metadata, METADATA),
                row.getBoolean("stale"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Which drops are asked for; what is missing or empty matches every drop. */
    record DropFilter(
            @Nullable String workflowId,
            @Nullable String stage,
            @Nullable String type) {}

    record NewRow(
            String id,
            String workflowId,
            String requestId,
            @Nullable String runId,
            String stage,
            String type,
            int version,
            @Nullable String parent,
            @Nullable String idempotencyKey,
            String artifact,
            long artifactSize,
            @Nullable String metadata) {}
}
