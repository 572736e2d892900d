package io.quantumlayer.llmrouter.usage;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.RouterDatabase;
import io.quantumlayer.llmrouter.key.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Responses that providers make while nobody waits, in the database that routers share, until what they have used is known.
 *
 * <p>All methods block, and throw {@link DataAccessException} or {@link TransactionException} where the database is away.
 */
public final class BackgroundStore {

    /** As long as OpenAI keeps responses, and a day. */
    private static final int DAYS = 31;

    private final RouterDatabase database;
    private final UsageStore usage;

    BackgroundStore(RouterDatabase database, UsageStore usage) {
        this.database = database;
        this.usage = usage;
    }

    /** Writes down that one has begun, and with it what was counted for it. */
    public void begin(BackgroundResponse response) {
        Settlement counted = response.counted();
        CallOrigin origin = counted.origin();
        usage.flushWith(jdbc -> {
            jdbc.sql("delete from background_response where begun < now() - :days * interval '1 day'")
                    .param("days", DAYS)
                    .update();
            return jdbc.sql("""
                            insert into background_response
                            values (:id, :begun, :key, :owner, :provider, :model, :run, :step, :round,
                                    :prompt, :completion, :nanos)
                            on conflict (id) do nothing
                            """)
                    .param("id", response.id())
                    .param("begun", response.begun().atOffset(ZoneOffset.UTC))
                    .param("key", response.keyId())
                    .param("owner", response.owner())
                    .param("provider", counted.provider())
                    .param("model", counted.model())
                    .param("run", origin == null ? null : origin.run())
                    .param("step", origin == null ? null : origin.step())
                    .param("round", origin == null ? null : origin.round())
                    .param("prompt", counted.inputTokens())
                    .param("completion", counted.outputTokens())
                    .param("nanos", counted.costNanos())
                    .update();
        });
    }

    /**
     * A response and what it has used in truth.
     *
     * @param response as it was written down
     */
    public record Settled(BackgroundResponse response, Settlement used) {}

    /**
     * Puts what one has used into the place of what was counted when it began, in one transaction.
     *
     * @return empty where nobody has written down that it began, or it was settled before
     */
    public Optional<Settled> settle(String id, Function<BackgroundResponse, Settlement> use) {
        return database.inTransaction(jdbc -> jdbc.sql("delete from background_response where id = :id returning *")
                .param("id", id)
                .query(BackgroundStore::response)
                .optional()
                .map(response -> settled(jdbc, response, use.apply(response))));
    }

    private static Settled settled(JdbcClient jdbc, BackgroundResponse response, Settlement used) {
        response.correction(used).forEach(row -> UsageTables.add(jdbc, row));
        return new Settled(response, used);
    }

    private static BackgroundResponse response(ResultSet row, int number) throws SQLException {
        String run = row.getString("run");
        return new BackgroundResponse(
                row.getString("id"),
                row.getObject("begun", OffsetDateTime.class).toInstant(),
                row.getString("key_id"),
                row.getString("owner"),
                new Settlement(
                        row.getString("provider"),
                        row.getString("model"),
                        row.getLong("prompt_tokens"),
                        row.getLong("completion_tokens"),
                        0,
                        row.getLong("cost_nanos"),
                        true,
                        true,
                        false,
                        run == null ? null : new CallOrigin(run, row.getString("step"), row.getInt("round"), 0),
                        200));
    }
}
