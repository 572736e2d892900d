package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.exchange.ModelRequest;
import io.quantumlayer.protocols.ModelErrorException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Tells what a request would take, without sending it. */
@RestController
class EstimateController {

    private final ModelCalls calls;
    private final ChatRequests requests;

    EstimateController(ModelCalls calls, ChatRequests requests) {
        this.calls = calls;
        this.requests = requests;
    }

    /**
     * An estimate; the provider counts in its own way.
     *
     * @param promptTokens tokens by the vocabulary {@code o200k_base}, an image counted as 1,000
     * @param maxCompletionTokens most tokens of the answer: the request's {@code max_tokens}, or the router's default
     * @param promptCostUsd US dollars for the prompt alone; {@code null} where the price is not known
     * @param maxCostUsd US dollars with the longest answer; {@code null} where the price is not known
     */
    record Estimate(
            @JsonProperty("provider") String provider,
            @JsonProperty("model") String model,
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("max_completion_tokens") long maxCompletionTokens,

            @JsonProperty("prompt_cost_usd") @Nullable BigDecimal promptCostUsd,

            @JsonProperty("max_cost_usd") @Nullable BigDecimal maxCostUsd) {}

    @PostMapping({"/api/v1/estimate", "/api/v1/llm/estimate"})
    Estimate estimate(@RequestBody GenerateRequest request, ServerWebExchange exchange) {
        ModelRequest chat = requests.of(request, false);
        try {
            ModelCalls.Estimate estimate = calls.estimate(chat, Credentials.of(exchange.getRequest()));
            return new Estimate(
                    estimate.provider(),
                    estimate.model(),
                    estimate.inputTokens(),
                    estimate.maxOutputTokens(),
                    estimate.inputUsd(),
                    estimate.maxUsd());
        } catch (ModelErrorException refused) {
            throw ChatRequests.problem(refused);
        }
    }
}
