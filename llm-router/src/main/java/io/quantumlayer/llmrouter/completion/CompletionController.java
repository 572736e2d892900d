package io.quantumlayer.llmrouter.completion;

import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.provider.ModelErrorException;
import io.quantumlayer.platform.request.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Chat completions of the OpenAI API, whole or streamed. */
@RestController
class CompletionController {

    private final Completions completions;

    CompletionController(Completions completions) {
        this.completions = completions;
    }

    @PostMapping({"/v1/chat/completions", "/api/v1/llm/chat/completions"})
    Mono<Void> complete(@RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        if (body == null) {
            throw ModelErrorException.invalid(null, null, "The body is missing; send a chat completion request.");
        }
        ChatBody request = ChatBody.of(body);
        return completions
                .complete(request, RequestId.of(exchange))
                .flatMap(completion -> write(completion, exchange.getResponse()));
    }

    /** Each part is flushed as it comes: a stream is worth nothing when it waits in a buffer. */
    private static Mono<Void> write(Completions.Completion completion, ServerHttpResponse response) {
        response.setStatusCode(completion.status());
        response.getHeaders().addAll(completion.headers());
        response.getHeaders().set(RouterClient.PROVIDER_HEADER, completion.provider());
        completion.cost().ifPresent(cost -> response.getHeaders().set(RouterClient.COST_HEADER, cost.toPlainString()));
        return response.writeAndFlushWith(completion.body().map(Flux::just));
    }
}
