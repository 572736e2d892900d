package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.key.Admission;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.llmrouter.price.ModelPrice;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.RouterProperties.Price;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.llmrouter.translation.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call is allowed to cost, and what it did. */
final class Accounting {

    private final Admission.Granted granted;
    private final PriceTable prices;

    Accounting(Admission.Granted granted, PriceTable prices) {
        this.granted = granted;
        this.prices = prices;
    }

    /** The most that the targets ask, in billionths of a dollar; those without price ask nothing. */
    static long mostNanos(PriceTable prices, List<Target> targets, long input, long output) {
        long most = 0;
        for (Target target : targets) {
            ModelPrice price = price(prices, target);
            if (price != null) {
                most = Math.max(most, price.costNanos(input, output, 0, 0));
            }
        }
        return most;
    }

    private static @Nullable ModelPrice price(PriceTable prices, Target target) {
        Provider provider = target.provider();
        Price set = provider.prices().get(target.model());
        return set == null
                ? prices.price(provider.name(), target.model())
                : ModelPrice.of(set.input(), set.output(), set.input(), set.input());
    }

    String[] headers() {
        return granted.headers();
    }

    /**
     * Settles the call.
     *
     * @return its price in US dollars, {@code null} where it is not known
     */
    @Nullable
    BigDecimal settle(@Nullable Target target, int status, @Nullable TokenUsage usage, boolean estimated) {
        if (target == null) {
            granted.settle(new Settlement("", "", 0, 0, 0, 0, false, true, status));
            return null;
        }
        ModelPrice price = target.provider().isLanguageModel() ? price(prices, target) : null;
        boolean free = !target.provider().isLanguageModel();
        long nanos = price == null || usage == null
                ? 0
                : price.costNanos(usage.input(), usage.output(), usage.cachedInput(), usage.cacheWrite());
        granted.settle(new Settlement(
                target.provider().name(),
                target.model(),
                usage == null ? 0 : usage.input(),
                usage == null ? 0 : usage.output(),
                usage == null ? 0 : usage.cachedInput(),
                nanos,
                estimated,
                free || price != null,
                status));
        if (free) {
            return BigDecimal.ZERO;
        }
        return price == null || usage == null
                ? null
                : BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    }
}
