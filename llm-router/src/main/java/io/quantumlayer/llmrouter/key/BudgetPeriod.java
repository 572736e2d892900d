package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** How long a budget lasts; periods begin at midnight UTC. */
enum BudgetPeriod {
    @JsonProperty("day")
    DAY,
    /** From Monday. */
    @JsonProperty("week")
    WEEK,
    @JsonProperty("month")
    MONTH,
    /** For ever. */
    @JsonProperty("total")
    TOTAL;

    /** When the period of a moment ends; {@code null} for never. */
    @Nullable
    Instant end(Instant moment) {
        LocalDate day = moment.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate next = switch (this) {
            case DAY -> day.plusDays(1);
            case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
            case TOTAL -> null;
        };
        return next == null ? null : next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
