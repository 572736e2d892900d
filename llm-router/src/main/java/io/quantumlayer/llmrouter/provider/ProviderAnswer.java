package io.quantumlayer.llmrouter.provider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import reactor.core.publisher.Flux;

/**
 * What a provider answers, errors included.
 *
 * @param headers those that the caller is to see
 * @param body bytes as they come; must be consumed or canceled, which closes the connection to the provider
 */
public record ProviderAnswer(HttpStatusCode status, HttpHeaders headers, Flux<DataBuffer> body) {}
