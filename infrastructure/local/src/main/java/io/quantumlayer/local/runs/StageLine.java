package io.quantumlayer.local.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one stage stands.
 *
 * @param state pending, running, completed, failed, not_applicable or stopped
 * @param round repair round
 */
record StageLine(
        int number,
        String key,
        String state,
        int round,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String summary) {

    static StageLine pending(int number, String key) {
        return new StageLine(number, key, "pending", 0, null, null, "");
    }

    Duration elapsed(Instant now) {
        if (startedAt == null) {
            return Duration.ZERO;
        }
        Instant end = finishedAt == null ? now : finishedAt;
        return end.isBefore(startedAt) ? Duration.ZERO : Duration.between(startedAt, end);
    }

    /** {@code Code generation} for {@code code_generation}. */
    String title() {
        String words = key.startsWith("frd_") ? "FRD" + key.substring(3).replace('_', ' ') : key.replace('_', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
