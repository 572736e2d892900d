package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.agents.TaskResult;
import io.quantumlayer.contracts.usage.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of all replicas. The database's clock decides about leases. */
@Component
final class TaskStore {

    private static final String FILTER = """
            from tasks
            where (:owner::text is null or owner = :owner)
              and (:context::text is null or context_id = :context)
              and (:role::text is null or role = :role)
              and (:state::text is null or state = :state)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TaskStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whose tasks to list; {@code null} for all. */
    record Filter(
            @Nullable String owner,
            @Nullable String contextId,
            @Nullable String role,
            @Nullable String state) {}

    /**
     * Takes the lease of a task: of a new one, of a failed one, or of one whose holder has let it end. Only the same
     * request gets it.
     *
     * @return whether the holder has the lease now
     */
    boolean claim(TaskWork work, UUID holder, Duration lease) {
        return jdbc.sql("""
                        insert into tasks (id, owner, role, pattern, context_id, model, request_sha256, state, lease_holder, lease_until)
                        values (:id, :owner, :role, :pattern, :context, :model, :sha256, 'working', :holder,
                                now() + :lease * interval '1 millisecond')
                        on conflict (id) do update
                        set state = 'working', lease_holder = excluded.lease_holder, lease_until = excluded.lease_until,
                            model = excluded.model, completed_at = null, error_type = null, error = null
                        where tasks.request_sha256 = excluded.request_sha256
                          and (tasks.state = 'failed' or tasks.state = 'working' and tasks.lease_until < now())
                        """)
                        .param("id", work.key().text())
                        .param("owner", work.owner())
                        .param("role", work.role().name())
                        .param("pattern", work.pattern())
                        .param("context", work.contextId())
                        .param("model", work.model())
                        .param("sha256", work.sha256())
                        .param("holder", holder)
                        .param("lease", lease.toMillis())
                        .update()
                == 1;
    }

    /** Lengthens a lease; {@code false} when another holder has taken it over. */
    boolean renew(TaskKey task, UUID holder, Duration lease) {
        return jdbc.sql("""
                        update tasks set lease_until = now() + :lease * interval '1 millisecond'
                        where id = :id and lease_holder = :holder and state = 'working'
                        """)
                        .param("id", task.text())
                        .param("holder", holder)
                        .param("lease", lease.toMillis())
                        .update()
                == 1;
    }

    /** Ends a task with its result, adding what this attempt used; {@code false} when another holder has taken it over. */
    boolean complete(TaskKey task, TaskResult result, Usage usage, UUID holder) {
        return end(task, holder, StoredTask.State.COMPLETED, usage, json.writeValueAsString(result), null, null);
    }

    /** Ends a task with an error; {@code false} when another holder has taken it over. */
    boolean fail(TaskKey task, UUID holder, Usage usage, String errorType, String error) {
        return end(task, holder, StoredTask.State.FAILED, usage, null, errorType, error);
    }

    private boolean end(
            TaskKey task,
            UUID holder,
            StoredTask.State state,
            Usage usage,
            @Nullable String result,
            @Nullable String errorType,
            @Nullable String error) {
        return jdbc.sql("""
                        update tasks
                        set state = :state, completed_at = now(), result = :result::json, error_type = :type, error = :error,
                            calls = calls + :calls, prompt_tokens = prompt_tokens + :prompt,
                            completion_tokens = completion_tokens + :completion, cost_usd = cost_usd + :cost,
                            unpriced_calls = unpriced_calls + :unpriced
                        where id = :id and lease_holder = :holder and state = 'working'
                        """)
                        .param("state", state.text())
                        .param("result", result)
                        .param("type", errorType)
                        .param("error", error)
                        .param("calls", usage.calls())
                        .param("prompt", usage.promptTokens())
                        .param("completion", usage.completionTokens())
                        .param("cost", usage.costUsd())
                        .param("unpriced", usage.unpricedCalls() == null ? 0 : usage.unpricedCalls())
                        .param("id", task.text())
                        .param("holder", holder)
                        .update()
                == 1;
    }

    Optional<StoredTask> find(TaskKey task) {
        return jdbc.sql("select * from tasks where id = ?")
                .param(task.text())
                .query(this::task)
                .optional();
    }

    /** A page of tasks, the newest first. */
    List<StoredTask> list(Filter filter, int limit, long offset) {
        return filtered("select * " + FILTER + "order by created_at desc, id limit :limit offset :offset", filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::task)
                .list();
    }

    long count(Filter filter) {
        return filtered("select count(*) " + FILTER, filter).query(Long.class).single();
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        return jdbc.sql(sql)
                .param("owner", filter.owner())
                .param("context", filter.contextId())
                .param("role", filter.role())
                .param("state", filter.state());
    }

    List<TaskFigures> figures() {
        return jdbc.sql("""
                        select role, count(*) as tasks,
                               count(*) filter (where state = 'completed') as completed,
                               count(*) filter (where state = 'failed') as failed,
                               coalesce(avg(extract(epoch from completed_at - created_at) * 1000)
                                        filter (where state = 'completed'), 0) as average_millis,
                               sum(calls) as calls, sum(prompt_tokens) as prompt_tokens,
                               sum(completion_tokens) as completion_tokens, sum(cost_usd) as cost_usd,
                               sum(unpriced_calls) as unpriced_calls
                        from tasks group by role order by role
                        """)
                .query((row, number) -> new TaskFigures(
                        row.getString("role"),
                        row.getLong("tasks"),
                        row.getLong("completed"),
                        row.getLong("failed"),
                        row.getDouble("average_millis"),
                        usage(row)))
                .list();
    }

    private StoredTask task(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        return new StoredTask(
                new TaskKey(row.getString("id")).id(),
                row.getString("owner"),
                row.getString("role"),
                row.getString("pattern"),
                row.getString("context_id"),
                row.getString("model"),
                row.getString("request_sha256"),
                StoredTask.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                instant(row, "created_at"),
                row.getObject("completed_at") == null ? null : instant(row, "completed_at"),
                usage(row),
                result == null ? null : json.readValue(result, TaskResult.class),
                row.getString("error_type"),
                row.getString("error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Usage usage(ResultSet row) throws SQLException {
        int unpriced = row.getInt("unpriced_calls");
        return new Usage(
                row.getInt("calls"),
                row.getLong("prompt_tokens"),
                row.getLong("completion_tokens"),
                row.getDouble("cost_usd"),
                unpriced == 0 ? null : unpriced);
    }
}
