package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.key.Authoriser;
import io.quantumlayer.llmrouter.key.Settlement;
import io.quantumlayer.llmrouter.price.ModelPrice;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.usage.BackgroundResponse;
import io.quantumlayer.llmrouter.usage.BackgroundStore;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.json.JsonTrees;
import io.quantumlayer.protocols.watch.UsageReader;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Books of responses that a provider makes while nobody waits ({@code background: true}): the most that one may use is
 * counted when it begins, and what it has used when that is told for the first time. Without a database nothing remembers
 * it until then, and the most stays.
 */
final class BackgroundResponses {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundResponses.class);
    private static final Set<String> UNFINISHED = Set.of("queued", "in_progress");

    private final @Nullable BackgroundStore store;
    private final PriceTable prices;
    private final Authoriser authoriser;
    private final InstantSource clock;

    /** @param store {@code null} where there is no database */
    BackgroundResponses(
            @Nullable BackgroundStore store, PriceTable prices, Authoriser authoriser, InstantSource clock) {
        this.store = store;
        this.prices = prices;
        this.authoriser = authoriser;
        this.clock = clock;
    }

    /** Under which a response is found again that is not finished yet; {@code null} for every other answer. */
    static @Nullable String unfinished(byte[] answer) {
        JsonNode response = JsonTrees.read(answer);
        return UNFINISHED.contains(response.path("status").stringValue(""))
                ? key(response.path("id").stringValue(""))
                : null;
    }

    /** Under which a response is found again. @param marked its id, as clients name it */
    static @Nullable String key(String marked) {
        AccountMark account = AccountMark.in(marked);
        return account == null ? null : account.text() + '_' + AccountMark.without(marked);
    }

    /** Writes down that a response has begun; blocks. @param counted what was counted for it */
    void begun(String key, String keyId, String owner, Settlement counted, String requestId) {
        if (store == null) {
            return;
        }
        try {
            store.begin(new BackgroundResponse(key, clock.instant(), keyId, owner, counted));
        } catch (RuntimeException away) {
            LOG.warn("The response to request {} stays counted with the most that it may use", requestId, away);
        }
    }

    /** Settles a response if this says what it has used; blocks. @param marked its id, as clients name it */
    void read(Provider provider, String marked, byte[] answer) {
        String key = key(marked);
        if (store == null || key == null) {
            return;
        }
        JsonNode response = JsonTrees.read(answer);
        TokenUsage usage = UsageReader.ofAnswer(Protocol.OPENAI_RESPONSES, answer);
        String status = response.path("status").stringValue("");
        if (usage == null && !status.equals("failed") || UNFINISHED.contains(status)) {
            return;
        }
        try {
            store.settle(key, begun -> used(provider, begun, usage)).ifPresent(settled -> {
                BackgroundResponse begun = settled.response();
                authoriser.correct(
                        begun.keyId(),
                        begun.begun(),
                        settled.used().costNanos() - begun.counted().costNanos());
            });
        } catch (RuntimeException away) {
            LOG.warn("The response {} is not settled yet, as the database does not answer", marked, away);
        }
    }

    private Settlement used(Provider provider, BackgroundResponse begun, @Nullable TokenUsage usage) {
        Settlement counted = begun.counted();
        ModelPrice price = prices.price(provider.priceCatalogues(), counted.model());
        return Accounting.settlement(counted.provider(), counted.model(), price, usage, false, counted.origin(), 200);
    }
}
