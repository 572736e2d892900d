package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.contracts.llm.CallOrigin;
import io.quantumlayer.llmrouter.key.Admission;
import io.quantumlayer.llmrouter.key.CallEstimate;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.llmrouter.price.ModelPrice;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.price.Usd;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What one call is allowed to cost, and what it did. */
final class Accounting {

    private final Admission.Granted granted;
    private final CallEstimate most;
    private final PriceTable prices;
    private final @Nullable CallOrigin origin;

    /**
     * Opens the books on a call.
     *
     * @param most what was set aside for it
     * @param origin what the call is made for
     */
    Accounting(Admission.Granted granted, CallEstimate most, PriceTable prices, @Nullable CallOrigin origin) {
        this.granted = granted;
        this.most = most;
        this.prices = prices;
        this.origin = origin;
    }

    /**
     * The most that the targets ask, in billionths of a dollar; those without price ask nothing.
     *
     * @param longest tokens of a target's longest answer
     */
    static long mostNanos(
            PriceTable prices, List<Target> targets, ModelRequest request, ToLongFunction<Target> longest) {
        long most = 0;
        long input = request.inputEstimate();
        for (Target target : targets) {
            ModelPrice price = price(prices, target);
            if (price != null) {
                long output = longest.applyAsLong(target);
                most = Math.max(most, price.costNanos(input, output, 0, 0));
                // Where the caller marks what to cache, all of it may be written there, which costs more than to read
                // it.
                if (isCacheMarked(target.provider().protocol()) && request.marksCache()) {
                    most = Math.max(most, price.costNanos(input, output, 0, input, input));
                }
            }
        }
        return most;
    }

    /** Whether it is the request that says what is to be cached. */
    private static boolean isCacheMarked(Protocol protocol) {
        return switch (protocol) {
            case ANTHROPIC_MESSAGES, BEDROCK_CONVERSE -> true;
            case OPENAI_CHAT, OPENAI_RESPONSES -> false;
        };
    }

    /** What a target asks, in US dollars; {@code null} where its price is not known. */
    static @Nullable BigDecimal usd(PriceTable prices, Target target, long input, long output) {
        ModelPrice price = price(prices, target);
        return price == null ? null : Usd.ofNanos(price.costNanos(input, output, 0, 0));
    }

    private static @Nullable ModelPrice price(PriceTable prices, Target target) {
        return prices.price(target.provider().priceCatalogues(), target.model());
    }

    /** A count that a provider made up must not break the books. */
    private static long real(long tokens) {
        return Math.clamp(tokens, 0, 1_000_000_000_000L);
    }

    /** Whether the caller's key may spend no more than some amount. */
    boolean hasBudget() {
        return granted.hasBudget();
    }

    /** Whose answers the caller may be given again. */
    String tenant() {
        return granted.owner();
    }

    /** Id of the caller's key. */
    String keyId() {
        return granted.keyId();
    }

    /** Who may name what a provider keeps of the call. */
    ResponseOwner owner() {
        return granted.isAnonymous() ? ResponseOwner.EVERYBODY : new ResponseOwner(granted.keyId());
    }

    /** Settles a call that nobody was asked for. @param replayed whether its answer came from the journal */
    void settleForNothing(String provider, String model, boolean replayed) {
        granted.settle(new Settlement(provider, model, 0, 0, 0, 0, false, true, replayed, origin, 200));
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
            granted.settle(new Settlement("", "", 0, 0, 0, 0, false, true, false, origin, status));
            return null;
        }
        String provider = target.provider().name();
        ModelPrice price = price(prices, target);
        if (price == null && usage != null) {
            prices.countUnpriced(provider, target.model());
        }
        Settlement settlement = settlement(provider, target.model(), price, usage, estimated, origin, status);
        granted.settle(settlement);
        boolean free = !target.provider().isLanguageModel();
        return price == null || usage == null && !free ? null : Usd.ofNanos(settlement.costNanos());
    }

    /**
     * Settles a call whose answer a provider makes while nobody waits: as long as nobody knows better, it has used the most
     * that it may.
     */
    Settlement settleForMost(Target target) {
        boolean priced = price(prices, target) != null;
        if (!priced) {
            prices.countUnpriced(target.provider().name(), target.model());
        }
        Settlement settlement = new Settlement(
                target.provider().name(),
                target.model(),
                most.inputTokens(),
                most.maxOutputTokens(),
                0,
                priced ? most.maxCostNanos() : 0,
                true,
                priced,
                false,
                origin,
                200);
        granted.settle(settlement);
        return settlement;
    }

    /** What a call has used. @param price {@code null} where it is not known */
    static Settlement settlement(
            String provider,
            String model,
            @Nullable ModelPrice price,
            @Nullable TokenUsage usage,
            boolean estimated,
            @Nullable CallOrigin origin,
            int status) {
        long nanos = price == null || usage == null
                ? 0
                : price.costNanos(
                        real(usage.input()),
                        real(usage.output()),
                        real(usage.cachedInput()),
                        real(usage.cacheWrite()),
                        real(usage.cacheWriteHour()));
        return new Settlement(
                provider,
                model,
                usage == null ? 0 : real(usage.input()),
                usage == null ? 0 : real(usage.output()),
                usage == null ? 0 : real(usage.cachedInput()),
                nanos,
                estimated,
                price != null,
                false,
                origin,
                status);
    }
}
