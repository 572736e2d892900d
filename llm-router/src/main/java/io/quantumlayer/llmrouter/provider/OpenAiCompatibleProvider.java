package io.quantumlayer.llmrouter.provider;

import io.netty.channel.ChannelOption;
import io.quantumlayer.llmrouter.provider.RouterProperties.Price;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A provider that speaks the OpenAI API over HTTP; bytes pass through as they are. */
final class OpenAiCompatibleProvider implements ChatProvider {

    private static final Set<String> PASSED = Set.of(
            "content-type",
            "retry-after",
            "retry-after-ms",
            "x-ms-retry-after-ms",
            "x-should-retry",
            "openai-processing-ms",
            "openai-version");
    private static final String RATE_LIMIT = "x-ratelimit-";

    private final String name;
    private final List<String> models;
    private final Map<String, Price> prices;
    private final Duration responseTimeout;
    private final Duration idleTimeout;
    private final WebClient client;

    OpenAiCompatibleProvider(
            String name,
            URI baseUrl,
            @Nullable Secret key,
            List<String> models,
            Map<String, Secret> headers,
            Map<String, Price> prices,
            RouterProperties properties,
            WebClient.Builder builder) {
        this.name = name;
        this.models = models.isEmpty() ? List.of(ANY_MODEL) : List.copyOf(models);
        this.prices = Map.copyOf(prices);
        this.responseTimeout = properties.responseTimeout();
        this.idleTimeout = properties.idleTimeout();
        HttpClient http = HttpClient.create(ConnectionProvider.builder("provider-" + name)
                        .maxConnections(1000)
                        .pendingAcquireTimeout(properties.connectTimeout())
                        .maxLifeTime(Duration.ofMinutes(5))
                        .maxIdleTime(Duration.ofSeconds(30))
                        .build())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()));
        this.client = builder.clone()
                .clientConnector(new ReactorClientHttpConnector(http))
                .baseUrl(baseUrl.toString().replaceFirst("/+$", ""))
                .defaultHeaders(defaults -> {
                    if (key != null) {
                        defaults.setBearerAuth(key.reveal());
                    }
                    headers.forEach((header, value) -> defaults.set(header, value.reveal()));
                })
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> models() {
        return models;
    }

    @Override
    public boolean isLanguageModel() {
        return true;
    }

    @Override
    public Optional<BigDecimal> cost(String model, long promptTokens, long completionTokens) {
        return Optional.ofNullable(prices.get(model)).map(price -> price.of(promptTokens, completionTokens));
    }

    @Override
    public Mono<ProviderAnswer> complete(ChatCall call) {
        return client.post()
                .uri("/chat/completions")
                .contentType(MediaType.APPLICATION_JSON)
                .accept(call.stream() ? MediaType.TEXT_EVENT_STREAM : MediaType.APPLICATION_JSON)
                .header("X-Request-ID", call.requestId())
                .bodyValue(call.body())
                .retrieve()
                // A provider's error is an answer like any other: status and body reach the caller.
                .onStatus(HttpStatusCode::isError, response -> Mono.empty())
                .toEntityFlux(BodyExtractors.toDataBuffers())
                .timeout(responseTimeout)
                .map(this::answer)
                .onErrorMap(WebClientRequestException.class, failed -> unreachable(failed.getMostSpecificCause()))
                .onErrorMap(TimeoutException.class, this::silent);
    }

    private ProviderAnswer answer(ResponseEntity<Flux<DataBuffer>> response) {
        HttpHeaders headers = new HttpHeaders();
        response.getHeaders().forEach((header, values) -> {
            String lower = header.toLowerCase(Locale.ROOT);
            if (PASSED.contains(lower) || lower.startsWith(RATE_LIMIT)) {
                headers.addAll(header, values);
            }
        });
        Flux<DataBuffer> body = response.getBody() == null
                ? Flux.empty()
                : response.getBody()
                        .timeout(idleTimeout)
                        .onErrorMap(TimeoutException.class, this::silent)
                        .onErrorMap(failure -> failure instanceof ModelErrorException ? failure : unreachable(failure));
        return new ProviderAnswer(response.getStatusCode(), headers, body);
    }

    private ModelErrorException unreachable(Throwable cause) {
        String reason = switch (cause) {
            case ConnectException refused -> "the connection was refused";
            case UnknownHostException unknown -> "its host is unknown";
            case SSLException untrusted -> "no secure connection could be made";
            default -> "the connection broke";
        };
        return ModelErrorException.unreachable("Provider %s cannot be reached: %s.".formatted(name, reason), cause);
    }

    private ModelErrorException silent(Throwable cause) {
        return ModelErrorException.timedOut(
                "Provider %s did not answer within %d s.".formatted(name, responseTimeout.toSeconds()), cause);
    }

    @Override
    public String toString() {
        return name;
    }
}
