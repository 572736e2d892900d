package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * Money that a key may spend.
 *
 * @param usd US dollars, exact to 10⁻⁹
 * @param period how long they last
 */
record Budget(
        @JsonProperty("usd") BigDecimal usd,
        @JsonProperty("period") Period period) {

    /** Whether both members are there, and the amount is one that the ledger can hold exactly. */
    @SuppressWarnings("ConstantConditions")
    boolean isValid() {
        return usd != null
                && period != null
                && usd.signum() >= 0
                && usd.precision() - usd.scale() <= 9
                && usd.stripTrailingZeros().scale() <= 9;
    }

    long nanos() {
        return usd.movePointRight(9).longValueExact();
    }

    /** Periods begin at midnight UTC; weeks on Monday. */
    enum Period {
        @JsonProperty("day")
        DAY,
        @JsonProperty("week")
        WEEK,
        @JsonProperty("month")
        MONTH,
        @JsonProperty("total")
        TOTAL;

        Instant start(Instant now) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            return midnight(
                    switch (this) {
                        case DAY -> today;
                        case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                        case MONTH -> today.withDayOfMonth(1);
                        case TOTAL -> LocalDate.EPOCH;
                    });
        }

        /** When the next period begins; {@link Instant#MAX} where none does. */
        Instant end(Instant now) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            return switch (this) {
                case DAY -> midnight(today.plusDays(1));
                case WEEK -> midnight(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
                case MONTH -> midnight(today.withDayOfMonth(1).plusMonths(1));
                case TOTAL -> Instant.MAX;
            };
        }

        private static Instant midnight(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }
}
