package io.quantumlayer.contracts.llm;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The model router, as the other services call it. */
@HttpExchange
public interface RouterClient {

    /** Response header with the provider that answered. */
    String PROVIDER_HEADER = "X-QL-Provider";

    /** Response header with the price of the call in US dollars; absent where the router knows none. */
    String COST_HEADER = "X-QL-Cost-USD";

    /** Asks a model; the headers tell who answered and at what price. */
    @PostExchange("/v1/chat/completions")
    ResponseEntity<ChatCompletion> complete(@RequestBody ChatRequest request);
}
