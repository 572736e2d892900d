package io.quantumlayer.llmrouter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a key used for a step of a run, in all its rounds. Any key may say that it calls for any run: so each has steps of its
 * own, and none writes its cost onto another's.
 *
 * @param key id of the key
 * @param unpricedCalls those of the calls whose cost is not known and counts as 0
 * @param replayedCalls those of the calls whose answer came from the journal and cost nothing
 * @param promptTokens tokens read, cached ones included
 * @param costUsd US dollars, exact to 10⁻⁹
 */
record StepUsage(
        @JsonProperty("key") String key,
        @JsonProperty("step") String step,
        @JsonProperty("calls") long calls,
        @JsonProperty("unpriced_calls") long unpricedCalls,
        @JsonProperty("replayed_calls") long replayedCalls,
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("cost_usd") BigDecimal costUsd) {

    private record KeyAndStep(String key, String step) implements Comparable<KeyAndStep> {

        private static final Comparator<KeyAndStep> ORDER =
                Comparator.comparing(KeyAndStep::key).thenComparing(KeyAndStep::step);

        static KeyAndStep of(UsageRow row) {
            return new KeyAndStep(row.key(), Objects.requireNonNullElse(row.step(), ""));
        }

        @Override
        public int compareTo(KeyAndStep other) {
            return ORDER.compare(this, other);
        }
    }

    /** The steps of a run's rows, by key and name. */
    static List<StepUsage> of(List<UsageRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(KeyAndStep::of, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(step -> of(step.getKey(), step.getValue()))
                .toList();
    }

    private static StepUsage of(KeyAndStep step, List<UsageRow> rows) {
        return new StepUsage(
                step.key(),
                step.step(),
                rows.stream().mapToLong(UsageRow::calls).sum(),
                rows.stream().mapToLong(UsageRow::unpricedCalls).sum(),
                rows.stream().mapToLong(UsageRow::replayedCalls).sum(),
                rows.stream().mapToLong(UsageRow::promptTokens).sum(),
                rows.stream().mapToLong(UsageRow::completionTokens).sum(),
                rows.stream().map(UsageRow::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
