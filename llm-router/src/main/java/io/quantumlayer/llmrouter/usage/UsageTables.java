package io.quantumlayer.llmrouter.usage;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of sums: {@code usage_day} for all calls and {@code usage_run} for those of runs, one row for each router. */
final class UsageTables {

    /** In the place of a router: what all of them add to. */
    private static final UUID EVERYBODY = new UUID(0, 0);

    private static final List<String> SUMS = List.of(
            "calls",
            "estimated_calls",
            "unpriced_calls",
            "failed_calls",
            "replayed_calls",
            "prompt_tokens",
            "cached_tokens",
            "completion_tokens",
            "cost_nanos");

    private static final UnaryOperator<String> OTHER = sum -> "excluded." + sum;
    private static final UnaryOperator<String> MORE = sum -> "used.%1$s + excluded.%1$s".formatted(sum);

    private static final String WRITE_DAY = upsert("usage_day", "", "", OTHER);
    private static final String WRITE_RUN = upsert("usage_run", "run, step, round,", ":run, :step, :round,", OTHER);
    private static final String ADD_DAY = upsert("usage_day", "", "", MORE);
    private static final String ADD_RUN = upsert("usage_run", "run, step, round,", ":run, :step, :round,", MORE);

    private UsageTables() {}

    private static String upsert(String table, String names, String values, UnaryOperator<String> sum) {
        return """
                insert into %s as used (%s day, key_id, owner, provider, model, router, %s)
                values (%s :day, :key, :owner, :provider, :model, :router, %s)
                on conflict (%s day, key_id, owner, provider, model, router) do update set %s
                """.formatted(
                table,
                names,
                String.join(", ", SUMS),
                values,
                SUMS.stream().map(name -> ":" + name).collect(Collectors.joining(", ")),
                names,
                SUMS.stream().map(name -> name + " = " + sum.apply(name)).collect(Collectors.joining(", ")));
    }

    /** Puts a router's sum into the place of the one before. */
    static void write(JdbcClient jdbc, UsageRow row, UUID router) {
        update(jdbc, row.run() == null ? WRITE_DAY : WRITE_RUN, row, router);
    }

    /** Adds to the sum that belongs to no router. @param row may have less than nothing */
    static void add(JdbcClient jdbc, UsageRow row) {
        update(jdbc, row.run() == null ? ADD_DAY : ADD_RUN, row, EVERYBODY);
    }

    private static void update(JdbcClient jdbc, String sql, UsageRow row, UUID router) {
        jdbc.sql(sql)
                .param("run", row.run())
                .param("step", row.step())
                .param("round", row.round())
                .param("day", row.day())
                .param("key", row.key())
                .param("owner", row.owner())
                .param("provider", row.provider())
                .param("model", row.model())
                .param("router", router)
                .param("calls", row.calls())
                .param("estimated_calls", row.estimatedCalls())
                .param("unpriced_calls", row.unpricedCalls())
                .param("failed_calls", row.failedCalls())
                .param("replayed_calls", row.replayedCalls())
                .param("prompt_tokens", row.promptTokens())
                .param("cached_tokens", row.cachedTokens())
                .param("completion_tokens", row.completionTokens())
                .param("cost_nanos", row.costUsd().movePointRight(9).longValueExact())
                .update();
    }
}
