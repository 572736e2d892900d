package io.quantumlayer.llmrouter.completion;

import io.quantumlayer.llmrouter.provider.ChatCall;
import io.quantumlayer.llmrouter.provider.ModelErrorException;
import io.quantumlayer.llmrouter.provider.ProviderAnswer;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue;
import io.quantumlayer.llmrouter.provider.ProviderCatalogue.Route;
import io.quantumlayer.llmrouter.provider.RouterProperties;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Finds the provider of a request, asks it and counts what it used. */
@Component
class Completions {

    private final ProviderCatalogue catalogue;
    private final CompletionMetrics metrics;
    private final int maxAnswerSize;

    Completions(ProviderCatalogue catalogue, CompletionMetrics metrics, RouterProperties properties) {
        this.catalogue = catalogue;
        this.metrics = metrics;
        this.maxAnswerSize = Math.toIntExact(properties.maxAnswerSize().toBytes());
    }

    /**
     * A provider's answer.
     *
     * @param cost price in US dollars, where it is known before the answer is over
     */
    record Completion(
            String provider,
            HttpStatusCode status,
            HttpHeaders headers,
            Optional<BigDecimal> cost,
            Flux<DataBuffer> body) {}

    /** A whole answer. */
    @SuppressWarnings("ArrayRecordComponent")
    record WholeAnswer(
            String provider,
            HttpStatusCode status,
            HttpHeaders headers,
            @Nullable Usage usage,
            Optional<BigDecimal> cost,
            byte[] body) {}

    /** Asks the model that the request names; errors of the provider are answers, too. */
    Mono<Completion> complete(ChatBody request, String requestId) {
        if (request.stream()) {
            return Mono.defer(() -> {
                Route route = catalogue.route(request.model());
                long start = System.nanoTime();
                return ask(route, request, requestId)
                        .doOnError(failure -> metrics.record(route, since(start), null, null, type(failure)))
                        .map(answer -> streamed(route, answer, start));
            });
        }
        return completeWhole(request, requestId)
                .map(answer -> new Completion(
                        answer.provider(),
                        answer.status(),
                        answer.headers(),
                        answer.cost(),
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(answer.body()))));
    }

    /** Asks the model that the request names and waits for the whole answer. */
    Mono<WholeAnswer> completeWhole(ChatBody request, String requestId) {
        return Mono.defer(() -> {
            Route route = catalogue.route(request.model());
            long start = System.nanoTime();
            return ask(route, request, requestId)
                    .flatMap(answer -> whole(route, answer, start))
                    .doOnError(failure -> metrics.record(route, since(start), null, null, type(failure)));
        });
    }

    private static Mono<ProviderAnswer> ask(Route route, ChatBody request, String requestId) {
        return route.provider()
                .complete(new ChatCall(request.withModel(route.model()), route.model(), request.stream(), requestId));
    }

    private Mono<WholeAnswer> whole(Route route, ProviderAnswer answer, long start) {
        return DataBufferUtils.join(answer.body(), maxAnswerSize)
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return bytes;
                })
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLarge -> ModelErrorException.unreachable(
                                "Provider %s answered with more than %d bytes."
                                        .formatted(route.provider().name(), maxAnswerSize),
                                tooLarge))
                .map(bytes -> {
                    Usage usage = answer.status().isError() ? null : Usage.ofAnswer(bytes);
                    metrics.record(route, since(start), answer.status(), usage, null);
                    return new WholeAnswer(
                            route.provider().name(),
                            answer.status(),
                            answer.headers(),
                            usage,
                            cost(route, usage),
                            bytes);
                });
    }

    private Completion streamed(Route route, ProviderAnswer answer, long start) {
        StreamTail tail = new StreamTail();
        AtomicReference<@Nullable String> failed = new AtomicReference<>();
        Flux<DataBuffer> body = answer.body()
                .doOnNext(tail::add)
                .doOnError(failure -> failed.set(type(failure)))
                .onErrorResume(ModelErrorException.class, failure -> Flux.just(errorEvent(failure)))
                .doFinally(signal -> {
                    String error = signal == SignalType.CANCEL ? "canceled" : failed.get();
                    metrics.record(route, since(start), answer.status(), Usage.ofEvents(tail.bytes()), error);
                });
        return new Completion(route.provider().name(), answer.status(), answer.headers(), cost(route, null), body);
    }

    /** The OpenAI API tells a failure in the middle of a stream by an error event, and ends without {@code [DONE]}. */
    private static DataBuffer errorEvent(ModelErrorException failure) {
        byte[] event = ("\n\ndata: " + OpenAiError.of(failure).json() + "\n\n").getBytes(StandardCharsets.UTF_8);
        return DefaultDataBufferFactory.sharedInstance.wrap(event);
    }

    private static Optional<BigDecimal> cost(Route route, @Nullable Usage usage) {
        if (usage == null && route.provider().isLanguageModel()) {
            return Optional.empty();
        }
        return route.provider()
                .cost(
                        route.model(),
                        usage == null ? 0 : usage.promptTokens(),
                        usage == null ? 0 : usage.completionTokens());
    }

    private static String type(Throwable failure) {
        return failure instanceof ModelErrorException error && error.code() != null
                ? error.code()
                : failure.getClass().getSimpleName();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
