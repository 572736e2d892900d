package io.quantumlayer.llmrouter.completion;

import io.netty.handler.codec.http.HttpMethod;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.llmrouter.exchange.ModelCalls;
import io.quantumlayer.llmrouter.exchange.StoredResponses;
import io.quantumlayer.platform.request.RequestId;
import io.quantumlayer.protocols.ModelErrorException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

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
        String keyId = calls.permitted(Credentials.of(exchange.getRequest())).keyId();
        if ("true".equals(exchange.getRequest().getQueryParams().getFirst("stream"))) {
            throw ModelErrorException.invalid(
                    "stream", "unsupported_parameter", "A response that is kept is read in whole: leave stream away.");
        }
        String query = exchange.getRequest().getURI().getRawQuery();
        StoredResponses.Answer answer =
                responses.ask(keyId, method, id, below, query == null ? "" : query, RequestId.of(exchange));
        return ResponseEntity.status(answer.status())
                .header(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .header(RouterClient.PROVIDER_HEADER, answer.provider())
                .body(answer.body());
    }
}
