package io.quantumlayer.llmrouter.completion;

import io.netty.handler.codec.http.HttpMethod;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.exchange.StoredResponses;
import io.quantumlayer.platform.request.RequestId;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Responses of OpenAI's Responses API that their provider keeps. */
@RestController
class StoredResponseController {

    private final ModelCalls calls;
    private final StoredResponses responses;

    StoredResponseController(ModelCalls calls, StoredResponses responses) {
        this.calls = calls;
        this.responses = responses;
    }

    @GetMapping("/v1/responses/{id}")
    ResponseEntity<byte[]> read(@PathVariable String id, ServerWebExchange exchange) {
        return ask(HttpMethod.GET, id, "", exchange);
    }

    /** The response piece by piece, as its provider tells it again; OpenAPI has one operation for a path. */
    @Hidden
    @GetMapping(path = "/v1/responses/{id}", params = "stream=true")
    Mono<Void> follow(@PathVariable String id, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        return responses
                .follow(keyId(exchange), id, query(exchange), RequestId.of(exchange))
                .flatMap(told -> {
                    response.setRawStatusCode(told.status());
                    response.getHeaders().set(HttpHeaders.CONTENT_TYPE, told.contentType());
                    response.getHeaders().set(RouterClient.PROVIDER_HEADER, told.provider());
                    return response.writeAndFlushWith(told.body()
                            .map(part -> Mono.just(response.bufferFactory().wrap(part))));
                });
    }

    @GetMapping("/v1/responses/{id}/input_items")
    ResponseEntity<byte[]> input(@PathVariable String id, ServerWebExchange exchange) {
        return ask(HttpMethod.GET, id, "/input_items", exchange);
    }

    @DeleteMapping("/v1/responses/{id}")
    ResponseEntity<byte[]> delete(@PathVariable String id, ServerWebExchange exchange) {
        return ask(HttpMethod.DELETE, id, "", exchange);
    }

    @PostMapping("/v1/responses/{id}/cancel")
    ResponseEntity<byte[]> cancel(@PathVariable String id, ServerWebExchange exchange) {
        return ask(HttpMethod.POST, id, "/cancel", exchange);
    }

    private ResponseEntity<byte[]> ask(HttpMethod method, String id, String below, ServerWebExchange exchange) {
        StoredResponses.Answer answer =
                responses.ask(keyId(exchange), method, id, below, query(exchange), RequestId.of(exchange));
        return ResponseEntity.status(answer.status())
                .header(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .header(RouterClient.PROVIDER_HEADER, answer.provider())
                .body(answer.body());
    }

    private @Nullable String keyId(ServerWebExchange exchange) {
        return calls.permitted(Credentials.of(exchange.getRequest())).keyId();
    }

    private static String query(ServerWebExchange exchange) {
        String query = exchange.getRequest().getURI().getRawQuery();
        return query == null ? "" : query;
    }
}
