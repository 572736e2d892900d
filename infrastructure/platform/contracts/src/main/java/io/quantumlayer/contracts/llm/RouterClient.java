package io.quantumlayer.contracts.llm;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The model router, as the other services call it. */
@HttpExchange
public interface RouterClient {

    /** Response header with the provider that answered. */
    String PROVIDER_HEADER = "X-QL-Provider";

    /** Response header with the price of the call in US dollars; absent where the router knows none. */
    String COST_HEADER = "X-QL-Cost-USD";

    /** Response header: {@code true} where the answer to the same call is given again, which costs nothing. */
    String REPLAYED_HEADER = "X-QL-Replayed";

    /** Response header beside {@link #REPLAYED_HEADER}: what the answer cost when it was made, in US dollars. */
    String REPLAYED_COST_HEADER = "X-QL-Replayed-Cost-USD";

    /** Response header with the model that was asked, as its provider names it. */
    String MODEL_HEADER = "X-QL-Model";

    /** Response header of an error: what it means, whatever the provider's own words; values in {@code docs/reference/llm-router.md}. */
    String ERROR_HEADER = "X-QL-Error";

    /** Request header: whole seconds that the caller waits, in place of the router's own limits. */
    String TIMEOUT_HEADER = "X-QL-Timeout";

    /** Request header: the currency of a budget that pays for the call; a model whose price is not known is refused then. */
    String BUDGET_HEADER = "X-QL-Budget";

    /** The only currency of budgets. */
    String BUDGET_USD = "usd";

    /** Asks a model; the headers tell who answered and at what price. */
    @PostExchange("/v1/chat/completions")
    ResponseEntity<ChatCompletion> complete(@RequestBody ChatRequest request);

    /** Asks a model. @param headers of the request, such as {@link #TIMEOUT_HEADER} and those of {@link CallOrigin} */
    @PostExchange("/v1/chat/completions")
    default ResponseEntity<ChatCompletion> complete(
            @RequestBody ChatRequest request, @RequestHeader Map<String, String> headers) {
        return complete(request);
    }
}
