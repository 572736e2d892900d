package io.quantumlayer.llmrouter.usage;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.llmrouter.price.Usd;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response that a provider makes while nobody waits.
 *
 * @param id under which it is found again
 * @param counted what was counted when it began: the most that it may use
 */
public record BackgroundResponse(String id, Instant begun, String keyId, String owner, Settlement counted) {

    /** What the books lack, or have too much, where this is what it has used: sums of all calls and of its run. */
    List<UsageRow> correction(Settlement used) {
        UsageRow all = row(used, null);
        CallOrigin origin = counted.origin();
        return origin == null ? List.of(all) : List.of(all, row(used, origin));
    }

    private UsageRow row(Settlement used, @Nullable CallOrigin origin) {
        return new UsageRow(
                keyId,
                owner,
                counted.provider(),
                counted.model(),
                LocalDate.ofInstant(begun, ZoneOffset.UTC),
                origin == null ? null : origin.run(),
                origin == null ? null : origin.step(),
                origin == null ? null : origin.round(),
                0,
                -1,
                0,
                0,
                0,
                used.inputTokens() - counted.inputTokens(),
                used.cachedInputTokens() - counted.cachedInputTokens(),
                used.outputTokens() - counted.outputTokens(),
                Usd.ofNanos(used.costNanos() - counted.costNanos()));
    }
}
