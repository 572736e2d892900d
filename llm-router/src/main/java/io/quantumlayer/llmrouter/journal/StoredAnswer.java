package io.quantumlayer.llmrouter.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, of status 200.
 *
 * @param dropped members of the request that were left out
 * @param adapted members of the request that were said otherwise
 * @param costUsd US dollars that were paid; {@code null} where the price is not known
 * @param answered when it came
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredAnswer(
        String contentType,
        String provider,
        String model,
        Set<String> dropped,
        Set<String> adapted,
        @Nullable BigDecimal costUsd,
        byte[] body,
        Instant answered) {}
