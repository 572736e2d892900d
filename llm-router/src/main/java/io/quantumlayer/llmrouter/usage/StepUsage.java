package io.quantumlayer.llmrouter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a step of a run used, in all its rounds.
 *
 * @param unpricedCalls those of the calls whose cost is not known and counts as 0
 * @param replayedCalls those of the calls whose answer came from the journal and cost nothing
 * @param promptTokens tokens read, cached ones included
 * @param costUsd US dollars, exact to 10⁻⁹
 */
record StepUsage(
        @JsonProperty("step") String step,
        @JsonProperty("calls") long calls,
        @JsonProperty("unpriced_calls") long unpricedCalls,
        @JsonProperty("replayed_calls") long replayedCalls,
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("cost_usd") BigDecimal costUsd) {

    /** The steps of a run's rows, by name. */
    static List<StepUsage> of(List<UsageRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNullElse(row.step(), ""), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(step -> of(step.getKey(), step.getValue()))
                .toList();
    }

    private static StepUsage of(String step, List<UsageRow> rows) {
        return new StepUsage(
                step,
                rows.stream().mapToLong(UsageRow::calls).sum(),
                rows.stream().mapToLong(UsageRow::unpricedCalls).sum(),
                rows.stream().mapToLong(UsageRow::replayedCalls).sum(),
                rows.stream().mapToLong(UsageRow::promptTokens).sum(),
                rows.stream().mapToLong(UsageRow::completionTokens).sum(),
                rows.stream().map(UsageRow::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
